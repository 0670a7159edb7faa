"""What home reads of the features: what waits for somebody on their desk, and what the front page shows to everyone.

Each is one statement, whatever the size of the city; the desk may take eight in all.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from teachnet.accounts import policy as offices
from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.accounts.queries import people_now_at, transfers_to_decide
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import CITY_TIME, today, utcnow
from teachnet.library.models import MicroSkill, ResourceMove, ResourceVersion, VersionState
from teachnet.library.queries import WITH_WHOM, published_versions_visible_to, review_queue_for
from teachnet.study.models import CourseEnrolment, Pace, StudyGroup, Unit
from teachnet.teams.models import Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from teachnet.teams.queries import sessions_visible_to
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState
from teachnet.training.queries import cases_to_decide, lines_visible_to

AHEAD, A_MONTH = timedelta(days=14), timedelta(days=31)


def people_without_sign_in(person: Person) -> sa.Select:
    """How many at the schools somebody administers have never signed in."""
    schools = offices.scopes(person, Role.SCHOOL_ADMIN)
    waiting = people_now_at(*schools).where(Person.password_hash.is_(None), Person.disabled_at.is_(None))
    return sa.select(sa.func.count()).select_from(waiting.subquery())


def transfers_waiting_for(person: Person) -> sa.Select:
    return sa.select(sa.func.count()).select_from(transfers_to_decide(person).subquery())


def refusals_this_week() -> sa.Select:
    since = utcnow() - timedelta(days=7)
    return sa.select(sa.func.count()).where(AuditEntry.at > since, AuditEntry.outcome == Outcome.REFUSED)


def returned_to(person: Person) -> sa.Select:
    """(version, the note it came back with) of what its author has to change."""
    of_it = ResourceMove.version_id == ResourceVersion.id
    last = sa.select(sa.func.max(ResourceMove.id)).where(of_it).correlate(ResourceVersion).scalar_subquery()
    return (
        sa.select(ResourceVersion, ResourceMove.note)
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
        .options(joinedload(OnlineSession.team), joinedload(OnlineSession.host))
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
    """A teacher's own cases that ask something of them, and the classes they go to soon."""
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
        .options(contains_eager(Enrolment.cohort).joinedload(Cohort.host_organisation))
    )


def cases_by_class(person: Person) -> sa.Select:
    """(class id, its title, the day its review ends, how many cases wait for this person)"""
    class_ = (Cohort.id, Cohort.title, Cohort.county_review_by)
    return (
        cases_to_decide(person)
        .with_only_columns(*class_, sa.func.count(), maintain_column_froms=True)
        .order_by(None)
        .group_by(*class_)
        .order_by(Cohort.county_review_by, Cohort.id)
    )


def classes_hosted_by(person: Person) -> sa.Select:
    """(class, how many confirmed, how many have not answered) of what this person leads now or next."""

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


def classes_to_fill(person: Person) -> sa.Select:
    """(class, seats taken, seats) of announced classes that have not begun, in the lines this person sees."""
    line = lines_visible_to(person).subquery()
    return (
        sa.select(Cohort, sa.func.sum(line.c.used), sa.func.sum(line.c.seats))
        .join(line, line.c.cohort_id == Cohort.id)
        .where(Cohort.state == CohortState.ANNOUNCED, Cohort.starts_on > today())
        .group_by(Cohort.id)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def open_classes() -> sa.Select:
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
        .options(joinedload(CourseEnrolment.course), joinedload(CourseEnrolment.group))
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


def newest_resources(person: Person | None) -> sa.Select:
    return (
        published_versions_visible_to(person)
        .options(*WITH_WHOM, joinedload(ResourceVersion.skill))
        .order_by(ResourceVersion.published_at.desc(), ResourceVersion.id.desc())
    )


def newest_resources_for(teacher: Person) -> sa.Select:
    """Of their own subject and stage; not what they made themself."""
    return newest_resources(teacher).where(
        ResourceVersion.subject == teacher.subject,
        ResourceVersion.stage == teacher.stage,
        ResourceVersion.author_id != teacher.id,
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
