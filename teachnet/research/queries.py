"""What is seen of research projects. Each read starts from `…_visible_to(person)`."""

from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.accounts.queries import WITH_POSTS, people_now_at
from teachnet.db import TODAY, from_now
from teachnet.library.models import Resource, ResourceVersion
from teachnet.library.queries import published_versions_visible_to
from teachnet.research.models import (
    ChangeRequest,
    FollowUpVisit,
    ResearchEvidence,
    ResearchMember,
    ResearchMilestone,
    ResearchMove,
    ResearchOutcome,
    ResearchProject,
    StageReport,
)
from teachnet.research.policy import ONLOOKERS, RESEARCH_OFFICES
from teachnet.research.words import RequestState, ResearchStage, ResearchState

QUIET = timedelta(days=90)  # without any sign of work
MOST_OWN = 200

WITH_PEOPLE = (
    joinedload(ResearchProject.leader),
    joinedload(ResearchProject.school),
    selectinload(ResearchProject.members).joinedload(ResearchMember.person),
)
WITH_SCHOOLS = selectinload(ResearchProject.members).joinedload(ResearchMember.person).options(WITH_POSTS)
WITH_MILESTONES = selectinload(ResearchProject.milestones)
IN_FULL = (
    *WITH_PEOPLE,
    WITH_MILESTONES,
    selectinload(ResearchProject.reports).options(
        defer(StageReport.text), joinedload(StageReport.decided_by), joinedload(StageReport.last_by)
    ),
    selectinload(ResearchProject.history).joinedload(ResearchMove.by),
)

_going_on = ResearchProject.state.in_([ResearchState.AT_WORK, ResearchState.HANDED_IN])
_is_with_the_office = (ResearchMilestone.stage == ResearchProject.stage) & (
    ResearchProject.state == ResearchState.HANDED_IN
)
# The day since which something is due that is not there; of reports under review nothing is.
LATE_SINCE = (
    sa.select(sa.func.min(ResearchMilestone.due_on))
    .where(
        ResearchMilestone.project_id == ResearchProject.id,
        ResearchMilestone.due_on < TODAY,
        ResearchMilestone.reached_on.is_(None),
        ~sa.func.coalesce(_is_with_the_office, sa.false()),
        ResearchProject.approved_on.is_not(None),
        _going_on,
    )
    .correlate(ResearchProject)
    .scalar_subquery()
)
IS_QUIET = (
    (ResearchProject.state == ResearchState.AT_WORK)
    & ResearchProject.approved_on.is_not(None)
    & (ResearchProject.last_sign_at < from_now(-QUIET))
)
AT_RISK = LATE_SINCE.is_not(None) | IS_QUIET


def has_in_it(person: Person) -> sa.ColumnElement[bool]:
    """`ResearchProject.has`, for the database."""
    return ResearchProject.members.any((ResearchMember.person_id == person.id) & ResearchMember.left_on.is_(None))


def is_below(person: Person, *roles: Role) -> sa.ColumnElement[bool]:
    return ResearchProject.school_id.in_(Organisation.ids_within(*scopes(person, *roles)))


def is_reviewed_by(person: Person) -> sa.ColumnElement[bool]:
    """`policy.reviews`, for the database."""
    return is_below(person, *RESEARCH_OFFICES) & ~ResearchProject.members.any(ResearchMember.person_id == person.id)


def projects_visible_to(person: Person) -> sa.Select:
    """Those one is in, and of the schools below one's office or research post those that were handed in."""
    laid_before = is_below(person, *ONLOOKERS) & ResearchProject.proposed_at.is_not(None)
    return sa.select(ResearchProject).where(has_in_it(person) | laid_before)


def with_project(thing: type, *more: ExecutableOption) -> ExecutableOption:
    """For one thing of a project that is loaded by itself: what the policies ask of the project it belongs to."""
    return joinedload(thing.project).options(*WITH_PEOPLE, *more)


def projects_listed(
    person: Person,
    *,
    state: ResearchState | None = None,
    stage: ResearchStage | None = None,
    at_risk: bool = False,
) -> sa.Select:
    """(project, late since, is quiet), those that go on first, the newest of them first."""
    found = projects_visible_to(person).options(*WITH_PEOPLE).add_columns(LATE_SINCE, IS_QUIET)
    if state:
        found = found.where(ResearchProject.state == state)
    if stage:
        found = found.where(ResearchProject.stage == stage)
    if at_risk:
        found = found.where(AT_RISK)
    return found.order_by(ResearchProject.ended_on.is_not(None), ResearchProject.id.desc())


def by_stage(person: Person) -> sa.Select:
    """(stage, how many go on there, how many of them are at risk)"""
    risky = sa.func.sum(sa.case((AT_RISK, 1), else_=0))
    seen = projects_visible_to(person).where(_going_on)
    counted = seen.with_only_columns(ResearchProject.stage, sa.func.count(), risky, maintain_column_froms=True)
    return counted.group_by(ResearchProject.stage)


def by_place(person: Person) -> sa.Select:
    """(town or country, how many approved projects, how many of them concluded): who takes part."""
    concluded = sa.func.sum(sa.case((ResearchProject.state == ResearchState.CONCLUDED, 1), else_=0))
    approved = projects_visible_to(person).where(ResearchProject.approved_on.is_not(None))
    counted = approved.join(ResearchProject.school).with_only_columns(Organisation.is_rural, sa.func.count(), concluded)
    return counted.group_by(Organisation.is_rural).order_by(Organisation.is_rural)


def milestones_of(project: ResearchProject) -> sa.Select:
    return sa.select(ResearchMilestone).where(ResearchMilestone.project_id == project.id)


def risk_of(project: ResearchProject) -> sa.Select:
    """(late since, is quiet)"""
    return sa.select(LATE_SINCE, IS_QUIET).select_from(ResearchProject).where(ResearchProject.id == project.id)


def reports_visible_to(person: Person) -> sa.Select:
    """Drafts only of the projects one is in (`policy.can_read`)."""
    seen = projects_visible_to(person).with_only_columns(ResearchProject.id)
    mine = StageReport.project.has(has_in_it(person))
    handed_in = StageReport.handed_in_at.is_not(None)
    return sa.select(StageReport).where(StageReport.project_id.in_(seen), handed_in | mine)


def to_review(person: Person) -> sa.Select:
    """Projects whose report waits for this person (`policy.can_decide`)."""
    waiting = ResearchProject.state == ResearchState.HANDED_IN
    return sa.select(ResearchProject).where(is_reviewed_by(person), waiting)


def changes_to_decide(person: Person) -> sa.Select:
    """`policy.can_decide_change`, for the database."""
    asked = (ChangeRequest.state == RequestState.ASKED) & (ChangeRequest.asked_by_id != person.id)
    return sa.select(ChangeRequest).join(ChangeRequest.project).where(is_reviewed_by(person), asked, _going_on)


def changes_visible_to(person: Person) -> sa.Select:
    seen = projects_visible_to(person).with_only_columns(ResearchProject.id)
    people = (
        joinedload(ChangeRequest.asked_by),
        joinedload(ChangeRequest.decided_by),
        joinedload(ChangeRequest.new_leader),
        joinedload(ChangeRequest.milestone),
    )
    return sa.select(ChangeRequest).where(ChangeRequest.project_id.in_(seen)).options(*people)


def changes_of(project: ResearchProject, person: Person) -> sa.Select:
    """What is open first, then the newest."""
    of_it = changes_visible_to(person).where(ChangeRequest.project_id == project.id)
    return of_it.order_by(ChangeRequest.decided_at.is_not(None), ChangeRequest.id.desc())


def visits_visible_to(person: Person) -> sa.Select:
    seen = projects_visible_to(person).with_only_columns(ResearchProject.id)
    people = (joinedload(FollowUpVisit.visitor), joinedload(FollowUpVisit.answered_by))
    return sa.select(FollowUpVisit).where(FollowUpVisit.project_id.in_(seen)).options(*people)


def visits_to(project: ResearchProject, person: Person) -> sa.Select:
    """The newest first."""
    of_it = visits_visible_to(person).where(FollowUpVisit.project_id == project.id)
    return of_it.order_by(FollowUpVisit.planned_on.desc(), FollowUpVisit.id.desc())


def visits_about(person: Person) -> sa.Select:
    """Those one makes, and those to the projects one is in: what stands in a calendar."""
    mine = (FollowUpVisit.visitor_id == person.id) | FollowUpVisit.project.has(has_in_it(person))
    with_school = joinedload(FollowUpVisit.project).joinedload(ResearchProject.school)
    about = visits_visible_to(person).where(mine).options(with_school)
    return about.order_by(FollowUpVisit.planned_on, FollowUpVisit.id)


def evidence_visible_to(person: Person) -> sa.Select:
    seen = projects_visible_to(person).with_only_columns(ResearchProject.id)
    of_them = sa.select(ResearchEvidence).where(ResearchEvidence.project_id.in_(seen))
    return of_them.options(joinedload(ResearchEvidence.file), joinedload(ResearchEvidence.by))


def evidence_of(project: ResearchProject, person: Person) -> sa.Select:
    """The newest first."""
    of_it = evidence_visible_to(person).where(ResearchEvidence.project_id == project.id)
    return of_it.order_by(ResearchEvidence.day.desc(), ResearchEvidence.id.desc())


def members_visible_to(person: Person) -> sa.Select:
    seen = projects_visible_to(person).with_only_columns(ResearchProject.id)
    return sa.select(ResearchMember).where(ResearchMember.project_id.in_(seen))


def outcomes_of(project: ResearchProject, person: Person) -> sa.Select:
    """(outcome, version) of what is published and this person may see."""
    found = published_versions_visible_to(person).join(
        ResearchOutcome, ResearchOutcome.resource_id == ResourceVersion.resource_id
    )
    found = found.with_only_columns(ResearchOutcome, ResourceVersion).where(ResearchOutcome.project_id == project.id)
    return found.order_by(ResearchOutcome.id)


def own_resources(person: Person) -> sa.Select:
    """What somebody has published, the newest first: (resource id, title)."""
    mine = (
        published_versions_visible_to(person)
        .where(Resource.author_id == person.id)
        .with_only_columns(Resource.id, ResourceVersion.title)
    )
    return mine.order_by(Resource.id.desc()).limit(MOST_OWN)


def people_named(project: ResearchProject, name: str) -> sa.Select:
    """Somebody of the same county by their exact name: a leader knows whom they want, and browses nobody."""
    around = project.school.county or project.school
    return people_now_at(around).where(Person.name == name, Person.disabled_at.is_(None))


def known_around(person: Person, ids: Collection[int]) -> sa.Select:
    """Of these projects what is told to this person: what they may open, and by their title the approved ones of the
    counties they work in."""
    counties = [post.organisation.county_id for post in person.current_appointments if post.organisation.county_id]
    around = ResearchProject.school.has(Organisation.county_id.in_(counties))
    told = around & ResearchProject.approved_on.is_not(None)
    seen = ResearchProject.id.in_(projects_visible_to(person).with_only_columns(ResearchProject.id))
    found = sa.select(ResearchProject).where(ResearchProject.id.in_(ids), told | seen)
    return found.options(*WITH_PEOPLE)
