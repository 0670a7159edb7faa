"""What home reads of the features: what waits for somebody on their desk, and what the front page shows to everyone.

Each is one statement, whatever the size of the city; the desk may take eight in all. What is somebody's own is asked by
a statement made once, with `me` left blank: making it anew at each visit costs twice what the database takes to answer.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only

from teachnet.accounts import policy as offices
from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.accounts.queries import people_now_at, transfers_to_decide
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import CITY_TIME, TODAY, from_now, from_today, today, utcnow
from teachnet.library.models import MicroSkill, ResourceMove, ResourceVersion, VersionState, Visibility
from teachnet.library.queries import published_versions_visible_to, review_queue_for
from teachnet.study.models import Course, CourseEnrolment, Pace, StudyGroup, Unit
from teachnet.teams.models import Audience, Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState, QuotaLine
from teachnet.training.queries import cases_to_decide, lines_visible_to

HANDFUL = 24
AHEAD, A_MONTH = timedelta(days=14), timedelta(days=31)

# What is shown of each thing, and no more of it is read. Made once: making them costs as much as reading.
SESSION_LINE = (
    load_only(
        OnlineSession.title,
        OnlineSession.starts_at,
        OnlineSession.ends_at,
        OnlineSession.host_id,
        OnlineSession.seats,
    ),
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
_county = aliased(Organisation)

ME = sa.bindparam("me")
MY_PLACES = sa.bindparam("my_places", expanding=True)  # codes, see teams.queries.places_above
NEW_YEAR = sa.bindparam("new_year", callable_=lambda: datetime(today().year, 1, 1, tzinfo=CITY_TIME))


def colleagues_waiting_for(person: Person) -> sa.Select:
    """(how many at the schools somebody administers have never signed in, how many transfers wait for a decision)"""
    schools = offices.scopes(person, Role.SCHOOL_ADMIN)
    unsigned = people_now_at(*schools).where(Person.password_hash.is_(None), Person.disabled_at.is_(None))
    return sa.select(_how_many(unsigned), _how_many(transfers_to_decide(person)))


def _how_many(rows: sa.Select) -> sa.ScalarSelect:
    return rows.with_only_columns(sa.func.count(), maintain_column_froms=True).scalar_subquery()


def refusals_this_week() -> sa.Select:
    since = utcnow() - timedelta(days=7)
    return sa.select(sa.func.count()).where(AuditEntry.at > since, AuditEntry.outcome == Outcome.REFUSED)


_last_move = (
    sa.select(sa.func.max(ResourceMove.id))
    .where(ResourceMove.version_id == ResourceVersion.id)
    .correlate(ResourceVersion)
    .scalar_subquery()
)
# (version id, title, the note it came back with) of what I, its author, have to change.
RETURNED_TO_ME = (
    sa.select(ResourceVersion.id, ResourceVersion.title, ResourceMove.note)
    .join(ResourceMove, ResourceMove.id == _last_move)
    .where(ResourceVersion.author_id == ME, ResourceVersion.state == VersionState.RETURNED)
    .order_by(ResourceVersion.id)
)


def review_load(person: Person) -> sa.Select:
    """(how many wait for this reviewer, since when the oldest does)"""
    queue = review_queue_for(person).order_by(None)
    return queue.with_only_columns(sa.func.count(), sa.func.min(ResourceVersion.submitted_at))


# (session, my sign-up or none, seats taken): what I host, have signed up for, or am invited to by my team, as far as I
# may see it: sessions of my teams, and those that are open to the region I work in.
_am_member = sa.exists().where(
    Membership.team_id == Team.id, Membership.person_id == ME, Membership.state == MembershipState.MEMBER
)
_is_mine = (Team.lead_id == ME) | _am_member
_is_open_to_me = (OnlineSession.audience == Audience.REGION) & Organisation.code.in_(MY_PLACES)
_seats_taken = (
    sa.select(sa.func.count())
    .where(SignUp.session_id == OnlineSession.id, SignUp.state == SignUpState.SIGNED_UP)
    .correlate(OnlineSession)
    .scalar_subquery()
)
SESSIONS_AHEAD = (
    sa.select(OnlineSession, SignUp.state, _seats_taken)
    .join(OnlineSession.team)
    .join(Organisation, Organisation.id == Team.region_id)
    .outerjoin(SignUp, (SignUp.session_id == OnlineSession.id) & (SignUp.person_id == ME))
    .where(
        _is_mine | _is_open_to_me,
        OnlineSession.is_coming(),
        OnlineSession.starts_at < from_now(AHEAD),
        sa.or_(
            OnlineSession.host_id == ME,
            SignUp.state.in_([SignUpState.SIGNED_UP, SignUpState.WAITING]),
            _am_member & SignUp.id.is_(None),
        ),
    )
    .options(*SESSION_LINE)
    .order_by(OnlineSession.starts_at, OnlineSession.id)
)

_asked_to_join = (
    sa.select(sa.func.count())
    .where(Membership.team_id == Team.id, Membership.state == MembershipState.APPLIED)
    .correlate(Team)
    .scalar_subquery()
)
_is_planned = sa.exists().where(OnlineSession.team_id == Team.id, OnlineSession.is_coming()).correlate(Team)
# (team, people who asked to join, whether a session is planned) for each open team I lead.
TEAMS_THAT_WAIT = (
    sa.select(Team, _asked_to_join, _is_planned)
    .where(Team.lead_id == ME, Team.closed_on.is_(None))
    .order_by(Team.name, Team.id)
)

# My own cases that ask something of me, and the cohorts I go to soon.
MY_CASES = (
    sa.select(Enrolment)
    .join(Enrolment.cohort)
    .where(
        Enrolment.teacher_id == ME,
        Cohort.state == CohortState.ANNOUNCED,
        sa.or_(
            Enrolment.state.in_([EnrolmentState.ADMITTED, EnrolmentState.RETURNED_TO_TEACHER]),
            (Enrolment.state == EnrolmentState.CONFIRMED)
            & (Cohort.starts_on <= from_today(AHEAD))
            & (Cohort.ends_on >= TODAY),
        ),
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


def _in_state(state: EnrolmentState) -> sa.ScalarSelect:
    of_it = (Enrolment.cohort_id == Cohort.id) & (Enrolment.state == state)
    return sa.select(sa.func.count()).select_from(Enrolment).where(of_it).correlate(Cohort).scalar_subquery()


# (cohort, how many confirmed, how many have not answered) of what I lead now or next.
COHORTS_I_HOST = (
    sa.select(Cohort, _in_state(EnrolmentState.CONFIRMED), _in_state(EnrolmentState.ADMITTED))
    .where(
        Cohort.host_id == ME,
        Cohort.state == CohortState.ANNOUNCED,
        Cohort.starts_on <= from_today(A_MONTH),
        Cohort.ends_on >= TODAY,
    )
    .order_by(Cohort.starts_on, Cohort.id)
)


def cohorts_to_fill(person: Person) -> sa.Select:
    """(cohort id, title, first day, seats taken, seats) of announced cohorts that have not begun, in the lines this
    person sees."""
    return (
        lines_visible_to(person)
        .join(QuotaLine.cohort)
        .with_only_columns(
            Cohort.id,
            Cohort.title,
            Cohort.starts_on,
            sa.func.sum(QuotaLine.used).label("taken"),
            sa.func.sum(QuotaLine.seats).label("seats"),
        )
        .where(Cohort.state == CohortState.ANNOUNCED, Cohort.starts_on > TODAY)
        .group_by(Cohort.id)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def open_cohorts() -> sa.Select:
    """What anybody may read of: announced and open for applications today."""
    return sa.select(Cohort).where(Cohort.open_now()).order_by(Cohort.closes_on, Cohort.id)


_units = (
    sa.select(sa.func.count())
    .where(Unit.course_id == CourseEnrolment.course_id)
    .correlate(CourseEnrolment)
    .scalar_subquery()
)
# (my enrolment, units of the course): those I study, and those I finished this year.
MY_COURSES = (
    sa.select(CourseEnrolment, _units)
    .where(
        CourseEnrolment.learner_id == ME,
        CourseEnrolment.finished_at.is_(None) | (CourseEnrolment.finished_at >= NEW_YEAR),
    )
    .options(*COURSE_LINE)
    .order_by(CourseEnrolment.studied_at.desc(), CourseEnrolment.id)
)

_behind = CourseEnrolment.has_pace(Pace.NOT_STARTED) | CourseEnrolment.has_pace(Pace.STUCK)
_learners_behind = (
    sa.select(sa.func.count())
    .where(CourseEnrolment.group_id == StudyGroup.id, _behind)
    .correlate(StudyGroup)
    .scalar_subquery()
)
# (group, learners who have not begun or have stopped) of the groups I tutor now.
MY_GROUPS = (
    sa.select(StudyGroup, _learners_behind)
    .where(StudyGroup.tutor_id == ME, StudyGroup.starts_on <= TODAY, StudyGroup.ends_on >= TODAY)
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
    place = [sa.func.nullif(column, "") for column in (_county.short_name, _county.name, Organisation.short_name)]
    return (
        published_versions_visible_to(person)
        .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
        .join(Person, Person.id == ResourceVersion.author_id)
        .outerjoin(_county, _county.id == Organisation.county_id)
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
