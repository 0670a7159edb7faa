"""What is seen of the library. Whatever is shown, listed, counted or fetched starts from one of these."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import OFFICES, posts, scopes
from teachnet.files.models import StoredFile
from teachnet.library.models import (
    MicroSkill,
    OpinionState,
    Resource,
    ResourceFile,
    ResourceVersion,
    SecondOpinion,
    VersionState,
    Visibility,
)
from teachnet.library.policy import BELONGS, REVIEWABLE

WITH_FACTS = (
    joinedload(ResourceVersion.skill).joinedload(MicroSkill.parent),
    selectinload(ResourceVersion.files).joinedload(ResourceFile.file),
)
WITH_TEXT = selectinload(ResourceVersion.files).joinedload(ResourceFile.file).undefer(StoredFile.text)
WITH_WHOM = (
    joinedload(ResourceVersion.resource).joinedload(Resource.author),
    joinedload(ResourceVersion.resource).joinedload(Resource.organisation).joinedload(Organisation.county),
)
# Where its author teaches now: the reviewer's page takes the name of that school out, too.
WITH_SCHOOL_NOW = (
    joinedload(ResourceVersion.resource)
    .joinedload(Resource.author)
    .selectinload(Person.appointments)
    .joinedload(Appointment.organisation)
)

# Second names of a table, made once: making one costs a millisecond.
_author_now, _above = aliased(Appointment), aliased(MicroSkill)


def published_versions_visible_to(person: Person | None) -> sa.Select:
    """The library as this reader sees it. Nobody signed in: what is public."""
    return (
        sa.select(ResourceVersion)
        .join(Resource, Resource.id == ResourceVersion.resource_id)
        .join(Organisation, Organisation.id == Resource.organisation_id)
        .where(ResourceVersion.state == VersionState.PUBLISHED, _reaches(person))
    )


def found_versions(person: Person | None, resource_ids: Collection[int]) -> sa.Select:
    """What an index says was found, as far as this reader may see it now; with all that a result shows."""
    return (
        published_versions_visible_to(person)
        .where(ResourceVersion.resource_id.in_(resource_ids))
        .options(*WITH_FACTS, *WITH_WHOM, WITH_TEXT)
    )


def newest_versions(person: Person | None) -> sa.Select:
    return (
        published_versions_visible_to(person)
        .options(*WITH_FACTS, *WITH_WHOM, WITH_TEXT)
        .order_by(ResourceVersion.published_at.desc(), ResourceVersion.id.desc())
    )


def versions_visible_to(person: Person | None) -> sa.Select:
    """The library, one's own work in every state, and what waits for one's review."""
    return sa.select(ResourceVersion).join(*_PLACE).where(_may_open(person))


def resources_visible_to(person: Person | None) -> sa.Select:
    """Resources with a version this person may open. A reviewer opens versions, not resources: the review is blind."""
    mine = Resource.author_id == person.id if person else sa.false()
    return sa.select(Resource).join(Resource.organisation).where(sa.or_(mine, Resource.versions.any(_is_shown(person))))


def files_visible_to(person: Person | None) -> sa.Select:
    return (
        sa.select(ResourceFile)
        .join(ResourceFile.version)
        .join(*_PLACE)
        .where(_may_open(person))
        .options(joinedload(ResourceFile.file))
    )


# What follows asks about the one version at hand: a list of all that somebody may open is as long as the library.
_PLACE = Organisation, Organisation.id == ResourceVersion.organisation_id


def _may_open(person: Person | None) -> sa.ColumnElement[bool]:
    if person is None:
        return _is_shown(None)
    mine = ResourceVersion.author_id == person.id
    to_review = ResourceVersion.id.in_(reviews_open_to(person).with_only_columns(ResourceVersion.id))
    return sa.or_(mine, to_review, _is_shown(person))


def _is_shown(person: Person | None) -> sa.ColumnElement[bool]:
    return sa.and_(ResourceVersion.state == VersionState.PUBLISHED, _reaches(person))


def review_queue_for(person: Person) -> sa.Select:
    """What this reviewer may take on or over, and what they have; never their own, nor their school's. Oldest first."""
    return (
        sa.select(ResourceVersion)
        .where(
            sa.or_(
                ResourceVersion.state == VersionState.SUBMITTED,
                ResourceVersion.reviewer_id == person.id,
                ResourceVersion.lies(),
            ),
            *_may_be_judged_by(person),
        )
        .order_by(ResourceVersion.submitted_at, ResourceVersion.id)
    )


def reviews_open_to(person: Person) -> sa.Select:
    """The queue, and what this reviewer is asked about by another one."""
    return sa.select(ResourceVersion).where(
        sa.or_(
            ResourceVersion.state == VersionState.SUBMITTED,
            ResourceVersion.reviewer_id == person.id,
            ResourceVersion.lies(),
            ResourceVersion.second_opinions.any(
                sa.and_(SecondOpinion.asked_id == person.id, SecondOpinion.state == OpinionState.ASKED)
            ),
        ),
        *_may_be_judged_by(person),
    )


def in_field(versions: sa.Select, *, subject=None, stage=None, kind=None) -> sa.Select:
    """Narrowed to what was chosen; None narrows nothing."""
    wanted = {ResourceVersion.subject: subject, ResourceVersion.stage: stage, ResourceVersion.kind: kind}
    return versions.where(*(column == value for column, value in wanted.items() if value is not None))


def opinions_asked_of(person: Person) -> sa.Select:
    """What another reviewer wants to know from this one, oldest first."""
    return (
        sa.select(SecondOpinion)
        .join(SecondOpinion.version)
        .where(
            SecondOpinion.asked_id == person.id,
            SecondOpinion.state == OpinionState.ASKED,
            *_may_be_judged_by(person),
        )
        .options(contains_eager(SecondOpinion.version).options(*WITH_FACTS, *WITH_WHOM))
        .order_by(SecondOpinion.asked_at, SecondOpinion.id)
    )


def versions_of(person: Person) -> sa.Select:
    """The newest version of each of one's resources; what was changed last comes first."""
    newest = sa.select(sa.func.max(ResourceVersion.id)).where(ResourceVersion.author_id == person.id)
    return (
        sa.select(ResourceVersion)
        .where(ResourceVersion.id.in_(newest.group_by(ResourceVersion.resource_id)))
        .options(*WITH_FACTS, joinedload(ResourceVersion.resource).joinedload(Resource.published_version))
        .order_by(ResourceVersion.id.desc())
    )


def skills_in_use() -> sa.Select:
    """What can be chosen for something new."""
    return skills().where(MicroSkill.retired_at.is_(None))


def skills() -> sa.Select:
    """Level 1 in its order, each with the city's own below it."""
    return (
        sa.select(MicroSkill)
        .outerjoin(_above, _above.id == MicroSkill.parent_id)
        .options(joinedload(MicroSkill.parent))
        .order_by(
            sa.func.coalesce(_above.position, MicroSkill.position), MicroSkill.parent_id.is_not(None), MicroSkill.id
        )
    )


def counties() -> sa.Select:
    """Counties and zones: a resource lies in one of them, or in none."""
    return sa.select(Organisation).where(Organisation.county_id == Organisation.id).order_by(Organisation.code)


def stored(sha256: str) -> sa.Select:
    return sa.select(StoredFile).where(StoredFile.sha256 == sha256)


def _reaches(person: Person | None) -> sa.ColumnElement[bool]:
    """Does this version's visibility reach the reader? Needs `Organisation`, the resource's, in the statement."""
    public = ResourceVersion.visibility == Visibility.PUBLIC
    if person is None:
        return public
    mine = [post.organisation for post in posts(person, *BELONGS)]
    counties = {organisation.county_id for organisation in mine if organisation.county_id}
    everywhere = any(organisation.kind is OrganisationKind.CITY for organisation in mine)
    in_county = sa.true() if everywhere else Organisation.county_id.in_(counties)
    at_school = Organisation.id.in_({organisation.id for organisation in mine})
    below_office = Organisation.id.in_(Organisation.ids_within(*scopes(person, *OFFICES)))
    return sa.or_(
        ResourceVersion.visibility.in_([Visibility.PUBLIC, Visibility.CITY]),
        sa.and_(ResourceVersion.visibility == Visibility.COUNTY, in_county),
        sa.and_(ResourceVersion.visibility == Visibility.SCHOOL, sa.or_(at_school, below_office)),
        ResourceVersion.author_id == person.id,
    )


def _may_be_judged_by(person: Person) -> list[sa.ColumnElement[bool]]:
    """`policy.may_review`, for the database, of what is submitted or in review."""
    fields = [in_field_of(post) for post in posts(person, Role.REVIEWER)]
    my_schools = [post.organisation_id for post in posts(person, Role.TEACHER, Role.SCHOOL_ADMIN)]
    colleague = sa.exists().where(
        _author_now.person_id == ResourceVersion.author_id,
        _author_now.role == Role.TEACHER,
        _author_now.holds(),
        _author_now.organisation_id.in_(my_schools),
    )
    return [
        ResourceVersion.state.in_(REVIEWABLE),
        sa.or_(sa.false(), *fields),
        ResourceVersion.author_id != person.id,
        ResourceVersion.organisation_id.not_in(my_schools),
        ~colleague,
    ]


def in_field_of(post: Appointment) -> sa.ColumnElement[bool]:
    """`policy.is_in_field` for one post, for the database."""
    conditions = [ResourceVersion.organisation_id.in_(Organisation.ids_within(post.organisation))]
    if post.subject:
        conditions.append(ResourceVersion.subject == post.subject)
    if post.stage:
        conditions.append(ResourceVersion.stage == post.stage)
    return sa.and_(*conditions)
