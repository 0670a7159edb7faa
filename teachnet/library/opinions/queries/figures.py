"""How much is looked at, fetched, used and liked: for a period, added up by resource, author, school or county.

Only what is online and the reader may see is counted, and of that only what is theirs to look after: one's own, or an
office's area, or a research lead's area and field.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import OFFICES, posts, scopes
from teachnet.db import today
from teachnet.library.models import Resource, ResourceVersion
from teachnet.library.opinions.models import Adoption, By, Measure, Period, Rating, VisitCount, VisitSpool
from teachnet.library.opinions.policy import has_area
from teachnet.library.opinions.queries.said import is_online_for
from teachnet.library.queries import in_field_of, published_versions_visible_to

BEGINNING = date(2000, 1, 1)

_county, _author = aliased(Organisation), aliased(Person)

SUMMED = ("views", "downloads", "adoptions", "ratings", "stars")

LAST_COUNTED = sa.select(sa.func.max(VisitSpool.folded_at))

# (what a row is of: its id and what it is called)
KEYS = {
    By.ITEM: (Resource.id, ResourceVersion.title),
    By.AUTHOR: (_author.id, _author.name),
    By.SCHOOL: (Organisation.id, Organisation.name),
    By.COUNTY: (_county.id, _county.name),
    By.USING_SCHOOL: (Organisation.id, Organisation.name),
    By.USING_COUNTY: (_county.id, _county.name),
}


def first_day(period: Period) -> date:
    return BEGINNING if period is Period.ALL else today() - timedelta(days=int(period) - 1)


def figures(person: Person, by: By, measure: Measure, since: date) -> sa.Select:
    """A row for each item, author, school or county, highest `measure` first: (key, label, resources, views, downloads,
    adoptions, ratings, stars), or of users (key, label, resources, teachers, adoptions); and behind them, the same in
    every row, the sums of all rows (all_views, …) and how many there are (rows). One statement says it all, for it
    reads every visit of the period."""
    lines = (_of_users if by.is_about_users else _of_authors)(person, by, since).subquery()
    sums = [sa.func.sum(column).over().label(f"all_{column.name}") for column in lines.c if column.name in SUMMED]
    order = lines.c.get(measure.value, lines.c.adoptions)  # of users, only these are known
    return sa.select(lines, sa.func.count().over().label("rows"), *sums).order_by(
        order.desc(), lines.c.adoptions.desc(), lines.c.key
    )


def _of_authors(person: Person, by: By, since: date) -> sa.Select:
    key, label = KEYS[by]
    visits, adopted, rated = (count(person, since) for count in (_visits, _adopted, _rated))
    counted = (visits.c.views, visits.c.downloads, adopted.c.adoptions, rated.c.ratings, rated.c.stars)
    sums = [sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.Integer).label(column.name) for column in counted]
    resources = sa.func.count(Resource.id).label("resources")
    return (
        mine_to_look_after(person)
        .join(_author, _author.id == Resource.author_id)
        .outerjoin(_county, _county.id == Organisation.county_id)
        .outerjoin(visits, visits.c.resource_id == Resource.id)
        .outerjoin(adopted, adopted.c.resource_id == Resource.id)
        .outerjoin(rated, rated.c.resource_id == Resource.id)
        .with_only_columns(key.label("key"), label.label("label"), resources, *sums)
        .group_by(key, label)
    )


def _of_users(person: Person, by: By, since: date) -> sa.Select:
    key, label = KEYS[by]
    return (
        sa.select(
            key.label("key"),
            label.label("label"),
            sa.func.count(sa.distinct(Adoption.resource_id)).label("resources"),
            sa.func.count(sa.distinct(Adoption.teacher_id)).label("teachers"),
            sa.func.count(Adoption.id).label("adoptions"),
        )
        .select_from(Adoption)
        .join(Organisation, Organisation.id == Adoption.school_id)
        .outerjoin(_county, _county.id == Organisation.county_id)
        .where(
            Adoption.stands(),
            Adoption.told_on >= since,
            is_online_for(person, Adoption.resource_id),
            sa.or_(Adoption.teacher_id == person.id, Adoption.school_id.in_(_area(person))),
        )
        .group_by(key, label)
    )


def mine_to_look_after(person: Person) -> sa.Select:
    """Published versions, as the library shows them, with their resources and organisations in the statement."""
    mine = [Resource.author_id == person.id, *(in_field_of(post) for post in posts(person, Role.RESEARCH_LEAD))]
    if offices := scopes(person, *OFFICES):
        mine.append(ResourceVersion.organisation_id.in_(Organisation.ids_within(*offices)))
    return published_versions_visible_to(person).where(sa.or_(*mine))


def _narrowed(person: Person, resource_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """An author's own are few: told so, the database adds up nothing else."""
    if has_area(person):
        return sa.true()
    return resource_id.in_(sa.select(Resource.id).where(Resource.author_id == person.id))


def _area(person: Person) -> sa.Select:
    return Organisation.ids_within(*scopes(person, *OFFICES, Role.RESEARCH_LEAD))


def _visits(person: Person, since: date) -> sa.Subquery:
    return (
        sa.select(
            VisitCount.resource_id,
            sa.func.sum(VisitCount.views).label("views"),
            sa.func.sum(VisitCount.downloads).label("downloads"),
        )
        .where(VisitCount.day >= since, _narrowed(person, VisitCount.resource_id))
        .group_by(VisitCount.resource_id)
        .subquery()
    )


def _adopted(person: Person, since: date) -> sa.Subquery:
    return (
        sa.select(Adoption.resource_id, sa.func.count().label("adoptions"))
        .where(Adoption.stands(), Adoption.told_on >= since, _narrowed(person, Adoption.resource_id))
        .group_by(Adoption.resource_id)
        .subquery()
    )


def _rated(person: Person, since: date) -> sa.Subquery:
    return (
        sa.select(Rating.resource_id, sa.func.count().label("ratings"), sa.func.sum(Rating.stars).label("stars"))
        .where(Rating.rated_on >= since, _narrowed(person, Rating.resource_id))
        .group_by(Rating.resource_id)
        .subquery()
    )


def views_by_day(person: Person, since: date) -> sa.Select:
    """(day, views) of all that is theirs to look after"""
    mine = mine_to_look_after(person).with_only_columns(Resource.id)
    return (
        sa.select(VisitCount.day, sa.func.sum(VisitCount.views).label("views"))
        .where(VisitCount.day >= since, VisitCount.resource_id.in_(mine))
        .group_by(VisitCount.day)
        .order_by(VisitCount.day)
    )
