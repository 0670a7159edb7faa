"""Ratings, comments and adoptions."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Organisation, Person
from teachnet.accounts.policy import OFFICES, scopes
from teachnet.library.models import Resource, ResourceVersion
from teachnet.library.opinions.models import Adoption, Comment, CommentReport, CommentState, Rating, ReportState
from teachnet.library.queries import published_versions_visible_to


def published_resources_visible_to(person: Person | None) -> sa.Select:
    """What can be rated, commented, collected and adopted."""
    return published_versions_visible_to(person).with_only_columns(Resource).options(joinedload(Resource.organisation))


def is_online_for(person: Person | None, resource_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Is the resource of this row online for this reader? Asked of each row: a list of all that is, is as long as the
    library."""
    return published_versions_visible_to(person).where(ResourceVersion.resource_id == resource_id).exists()


def stars_of(resource_id: int, reader: Person | None) -> sa.Select:
    """One row: how many ratings, their mean, the reader's own (or none)."""
    mine = sa.case((Rating.person_id == (reader.id if reader else None), Rating.stars))
    return sa.select(
        sa.func.count(Rating.id).label("count"),
        sa.func.avg(Rating.stars).label("mean"),
        sa.func.max(mine).label("mine"),
    ).where(Rating.resource_id == resource_id)


def rating_by(person: Person, resource: Resource) -> sa.Select:
    return sa.select(Rating).where(Rating.resource_id == resource.id, Rating.person_id == person.id)


def comments_visible_to(person: Person | None) -> sa.Select:
    """Of resources this reader sees: what is shown; what was hidden, only to its writer and the editors of the area."""
    shown = Comment.state == CommentState.SHOWN
    seen = shown if person is None else sa.or_(shown, _hidden_for(person))
    return (
        sa.select(Comment)
        .join(Resource, Resource.id == Comment.resource_id)
        .where(is_online_for(person, Comment.resource_id), seen)
        .options(
            joinedload(Comment.writer),
            joinedload(Comment.resource).joinedload(Resource.organisation),
            selectinload(Comment.history),
            selectinload(Comment.reports),
        )
        .order_by(Comment.id.desc())
    )


def _hidden_for(person: Person) -> sa.ColumnElement[bool]:
    may_see = sa.or_(Comment.writer_id == person.id, _in_my_area(person))
    return sa.and_(Comment.state == CommentState.HIDDEN, may_see)


def _in_my_area(person: Person) -> sa.ColumnElement[bool]:
    return Resource.organisation_id.in_(Organisation.ids_within(*scopes(person, *OFFICES)))


def reported_to(person: Person) -> sa.Select:
    """Comments with an open report that this editor may decide on; the one that waits longest comes first."""
    waiting = (
        sa.select(CommentReport.comment_id, sa.func.min(CommentReport.made_at).label("since"))
        .where(CommentReport.state == ReportState.OPEN)
        .group_by(CommentReport.comment_id)
        .subquery()
    )
    return (
        comments_visible_to(person)
        .join(waiting, waiting.c.comment_id == Comment.id)
        .where(_in_my_area(person), Comment.writer_id != person.id)
        .order_by(None)
        .order_by(waiting.c.since, Comment.id)
    )


def hidden_in_area_of(person: Person) -> sa.Select:
    """What the editors of this area have hidden, newest first."""
    return comments_visible_to(person).where(
        _in_my_area(person), Comment.state == CommentState.HIDDEN, Comment.writer_id != person.id
    )


def comments_by(person: Person) -> sa.Select:
    """All that one has written, with what became of it; of resources one still sees."""
    return (
        sa.select(Comment)
        .where(Comment.writer_id == person.id, is_online_for(person, Comment.resource_id))
        .options(selectinload(Comment.history), selectinload(Comment.reports))
        .order_by(Comment.id.desc())
    )


def adoptions_visible_to(person: Person | None) -> sa.Select:
    """As the resource is seen; newest lesson first. What was taken back is gone."""
    return (
        sa.select(Adoption)
        .where(Adoption.stands(), is_online_for(person, Adoption.resource_id))
        .options(
            joinedload(Adoption.teacher),
            joinedload(Adoption.school).joinedload(Organisation.county),
            joinedload(Adoption.resource).joinedload(Resource.organisation),
            joinedload(Adoption.file),
        )
        .order_by(Adoption.taught_on.desc(), Adoption.id.desc())
    )


def adoptions_of_or_visible_to(person: Person) -> sa.Select:
    """One's own, too, of a resource that is gone: a file with a child in it must go when its teacher says so."""
    mine = sa.and_(Adoption.stands(), Adoption.teacher_id == person.id)
    seen = adoptions_visible_to(person).with_only_columns(Adoption.id).order_by(None)
    return (
        sa.select(Adoption)
        .where(sa.or_(mine, Adoption.id.in_(seen)))
        .options(joinedload(Adoption.resource).joinedload(Resource.organisation), joinedload(Adoption.school))
    )


def reach_of(resource_id: int) -> sa.Select:
    """One row: in how many lessons, at how many schools, in how many counties it was used. Of a resource that the
    reader sees."""
    return (
        sa.select(
            sa.func.count(Adoption.id).label("lessons"),
            sa.func.count(sa.distinct(Adoption.school_id)).label("schools"),
            sa.func.count(sa.distinct(Organisation.county_id)).label("counties"),
        )
        .join(Organisation, Organisation.id == Adoption.school_id)
        .where(Adoption.stands(), Adoption.resource_id == resource_id)
    )
