"""What home reads of the features: what waits for somebody on their desk, and what the front page shows to everyone.

Each is one statement, whatever the size of the city; the desk may take eight in all.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only

from teachnet.accounts import policy as offices
from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.accounts.queries import people_now_at, transfers_to_decide
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import CITY_TIME, today, utcnow
from teachnet.library.models import MicroSkill, ResourceMove, ResourceVersion, VersionState, Visibility
from teachnet.library.queries import published_versions_visible_to, review_queue_for
from teachnet.study.models import Course, CourseEnrolment, Pace, StudyGroup, Unit
from teachnet.teams.models import Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from teachnet.teams.queries import sessions_visible_to
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState
from teachnet.training.queries import cases_to_decide, lines_visible_to

HANDFUL = 24
AHEAD, A_MONTH = timedelta(days=14), timedelta(days=31)

# What is shown of each thing, and no more of it is read. Made once: making them costs as much as reading.
NAMES = (Organisation.name, Organisation.short_name)
SESSION_LINE = (
    load_only(OnlineSession.title, OnlineSession.starts_at, OnlineSession.ends_at, OnlineSession.host_id),
    joinedload(OnlineSession.team).load_only(Team.name),
    joinedload(OnlineSession.host).load_only(Person.name),
)
CASE_LINE = (
    load_only(Enrolment.state),
    contains_eager(Enrolment.cohort).options(
        load_only(Cohort.title, Cohort.county_review_by, Cohort.confirm_by, Cohort.starts_on),
        joinedload(Cohort.host_organisation).load_only(Organisation.name),
    ),
)
COURSE_LINE = (
    load_only(CourseEnrolment.units_done, CourseEnrolment.started_at, CourseEnrolment.finished_at),
    joinedload(CourseEnrolment.course).load_only(Course.title, Course.minutes, Course.state),
    joinedload(CourseEnrolment.group).load_only(StudyGroup.ends_on),
)


def colleagues_waiting_for(person: Person) -> sa.Select:
    """(how many at the schools somebody administers have never signed in, how many transfers wait for a decision)"""
    schools = offices.scopes(person, Role.SCHOOL_ADMIN)
    unsigned = people_now_at(*schools).where(Person.password_hash.is_(None), Person.disabled_at.is_(None))
    return sa.select(_how_many(unsigned), _how_many(transfers_to_decide(person)))


def _how_many(rows: sa.Select) -> sa.ScalarSelect:
    return sa.select(sa.func.count()).select_from(rows.subquery()).scalar_subquery()


def refusals_this_week() -> sa.Select:
    since = utcnow() - timedelta(days=7)
    return sa.select(sa.func.count()).where(AuditEntry.at > since, AuditEntry.outcome == Outcome.REFUSED)


def returned_to(person: Person) -> sa.Select:
    """(version id, title, the note it came back with) of what its author has to change."""
    of_it = ResourceMove.version_id == ResourceVersion.id
    last = sa.select(sa.func.max(ResourceMove.id)).where(of_it).correlate(ResourceVersion).scalar_subquery()
    return (
        sa.select(ResourceVersion.id, ResourceVersion.title, ResourceMove.note)
        .join(ResourceMove, ResourceMove.id == last)
        .where(ResourceVersion.author_id == person.id, ResourceVersion.state == VersionState.RETURNED)
        .order_by(ResourceVersion.id)
    )


def review_load(person: Person) -> sa.Select:
    """(how many wait for this reviewer, since when the oldest does)"""
    queue = review_queue_for(person).order_by(None).subquery()
    return sa.select(sa.func.count(), sa.func.min(queue.c.submitted_at))


def sessions_ahead(person: Person) -> sa.Select:
    """(session, my sign-up or none, seats taken): what I host, have signed up for, or was invited to by my team."""
    mine = sa.and_(SignUp.session_id == OnlineSession.id, SignUp.person_id == person.id)
    of_my_team = Team.memberships.any(
        (Membership.person_id == person.id) & (Membership.state == MembershipState.MEMBER)
    )
    taken = (
        sa.select(sa.func.count())
        .where(SignUp.session_id == OnlineSession.id, SignUp.state == SignUpState.SIGNED_UP)
        .correlate(OnlineSession)
        .scalar_subquery()
    )
    return (
        sessions_visible_to(person)
        .outerjoin(SignUp, mine)
        .where(
            OnlineSession.is_coming(),
            OnlineSession.starts_at < utcnow() + AHEAD,
            sa.or_(
                OnlineSession.host_id == person.id,
                SignUp.state.in_([SignUpState.SIGNED_UP, SignUpState.WAITING]),
                of_my_team & SignUp.id.is_(None),
            ),
        )
        .add_columns(SignUp.state, taken)
        .options(*SESSION_LINE)
        .order_by(OnlineSession.starts_at)
    )


def teams_that_wait(person: Person) -> sa.Select:
    """(team, people who asked to join, whether a session is planned) for each open team one leads."""
    asked = (
        sa.select(sa.func.count())
        .where(Membership.team_id == Team.id, Membership.state == MembershipState.APPLIED)
        .correlate(Team)
        .scalar_subquery()
    )
    planned = sa.exists().where(OnlineSession.team_id == Team.id, OnlineSession.is_coming()).correlate(Team)
    return (
        sa.select(Team, asked, planned)
        .where(Team.lead_id == person.id, Team.closed_on.is_(None))
        .order_by(Team.name, Team.id)
    )


def cases_on_my_desk(person: Person) -> sa.Select:
    """A teacher's own cases that ask something of them, and the cohorts they go to soon."""
    soon = (Cohort.starts_on <= today() + AHEAD) & (Cohort.ends_on >= today())
    asked = Enrolment.state.in_([EnrolmentState.ADMITTED, EnrolmentState.RETURNED_TO_TEACHER])
    return (
        sa.select(Enrolment)
        .join(Enrolment.cohort)
        .where(
            Enrolment.teacher_id == person.id,
            Cohort.state == CohortState.ANNOUNCED,
            sa.or_(asked, (Enrolment.state == EnrolmentState.CONFIRMED) & soon),
        )
        .options(*CASE_LINE)
    )


def cases_by_cohort(person: Person) -> sa.Select:
    """(cohort id, its title, the day its review ends, how many cases wait for this person)"""
    cohort = (Cohort.id, Cohort.title, Cohort.county_review_by)
    return (
        cases_to_decide(person)
        .with_only_columns(*cohort, sa.func.count(), maintain_column_froms=True)
        .order_by(None)
        .group_by(*cohort)
        .order_by(Cohort.county_review_by, Cohort.id)
    )


def cohorts_hosted_by(person: Person) -> sa.Select:
    """(cohort, how many confirmed, how many have not answered) of what this person leads now or next."""

    def in_state(state: EnrolmentState) -> sa.ScalarSelect:
        theirs = (Enrolment.cohort_id == Cohort.id) & (Enrolment.state == state)
        return sa.select(sa.func.count()).select_from(Enrolment).where(theirs).correlate(Cohort).scalar_subquery()

    return (
        sa.select(Cohort, in_state(EnrolmentState.CONFIRMED), in_state(EnrolmentState.ADMITTED))
        .where(
            Cohort.host_id == person.id,
            Cohort.state == CohortState.ANNOUNCED,
            Cohort.starts_on <= today() + A_MONTH,
            Cohort.ends_on >= today(),
        )
        .order_by(Cohort.starts_on, Cohort.id)
    )


def cohorts_to_fill(person: Person) -> sa.Select:
    """(cohort, seats taken, seats) of announced cohorts that have not begun, in the lines this person sees."""
    line = lines_visible_to(person).subquery()
    return (
        sa.select(Cohort, sa.func.sum(line.c.used), sa.func.sum(line.c.seats))
        .join(line, line.c.cohort_id == Cohort.id)
        .where(Cohort.state == CohortState.ANNOUNCED, Cohort.starts_on > today())
        .group_by(Cohort.id)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def open_cohorts() -> sa.Select:
    """What anybody may read of: announced and open for applications today."""
    return sa.select(Cohort).where(Cohort.open_now()).order_by(Cohort.closes_on, Cohort.id)


def courses_on_my_desk(person: Person) -> sa.Select:
    """(my enrolment, units of the course): those I study, and those I finished this year."""
    new_year = datetime(today().year, 1, 1, tzinfo=CITY_TIME)
    units = sa.select(sa.func.count()).where(Unit.course_id == CourseEnrolment.course_id).scalar_subquery()
    return (
        sa.select(CourseEnrolment, units)
        .where(
            CourseEnrolment.learner_id == person.id,
            CourseEnrolment.finished_at.is_(None) | (CourseEnrolment.finished_at >= new_year),
        )
        .options(*COURSE_LINE)
        .order_by(CourseEnrolment.studied_at.desc(), CourseEnrolment.id)
    )


def groups_behind(person: Person) -> sa.Select:
    """(group, learners who have not begun or have stopped) of the groups this tutor has now."""
    behind = CourseEnrolment.has_pace(Pace.NOT_STARTED) | CourseEnrolment.has_pace(Pace.STUCK)
    count = sa.select(sa.func.count()).where(CourseEnrolment.group_id == StudyGroup.id, behind).scalar_subquery()
    return (
        sa.select(StudyGroup, count)
        .where(StudyGroup.tutor_id == person.id, StudyGroup.starts_on <= today(), StudyGroup.ends_on >= today())
        .order_by(StudyGroup.ends_on, StudyGroup.id)
    )


def newest_public() -> sa.Select:
    """Ids of the newest versions that anybody may see."""
    return _newest(ResourceVersion.visibility == Visibility.PUBLIC)


def newest_like(teacher: Person) -> sa.Select:
    """Ids of the newest versions of a teacher's subject and stage by others, whether they may see them or not."""
    return _newest(
        ResourceVersion.subject == teacher.subject,
        ResourceVersion.stage == teacher.stage,
        ResourceVersion.author_id != teacher.id,
    )


def _newest(*wanted: sa.ColumnElement[bool]) -> sa.Select:
    """A handful, along the index of days. Asked for apart: in one statement the database sorts the whole library."""
    at = ResourceVersion.published_at
    return sa.select(ResourceVersion.id).where(at.is_not(None), *wanted).order_by(at.desc()).limit(HANDFUL)


def tiles(person: Person | None, version_ids: Collection[int]) -> sa.Select:
    """(resource id, title, kind, micro-skill, author, place) of those of these versions that are published and that
    this reader may see, newest first."""
    county = aliased(Organisation)
    place = [sa.func.nullif(column, "") for column in (county.short_name, county.name, Organisation.short_name)]
    return (
        published_versions_visible_to(person)
        .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
        .join(Person, Person.id == ResourceVersion.author_id)
        .outerjoin(county, county.id == Organisation.county_id)
        .where(ResourceVersion.id.in_(version_ids))
        .with_only_columns(
            ResourceVersion.resource_id,
            ResourceVersion.title,
            ResourceVersion.kind,
            MicroSkill,
            Person.name.label("author"),
            sa.func.coalesce(*place, Organisation.name).label("place"),
        )
        .order_by(ResourceVersion.published_at.desc(), ResourceVersion.id.desc())
    )


def level_one_skills() -> sa.Select:
    return sa.select(MicroSkill).where(MicroSkill.parent_id.is_(None)).order_by(MicroSkill.position)


def places_of_the_city() -> sa.Select:
    """(kind, how many are open) of the tree."""
    return (
        sa.select(Organisation.kind, sa.func.count())
        .where(Organisation.closed_on.is_(None), Organisation.kind != OrganisationKind.CITY)
        .group_by(Organisation.kind)
    )
