"""What is one's own and waits on the desk. Each is a statement made once, with `me` left blank: making it anew at each
visit costs twice what the database takes to answer."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.anomalies.models import APPEAL_WITHIN, Anomaly, AnomalyState
from teachnet.assignments.models import Assignment, Submission, SubmissionState
from teachnet.credits.models import Claim, ClaimState
from teachnet.db import CITY_TIME, NOW, TODAY, from_now, from_today, today
from teachnet.library.models import ResourceMove, ResourceVersion, VersionState
from teachnet.minutes.models import ActionItem, ActionState, MinutesApproval, MinutesEntry
from teachnet.observations.models import ObservationSheet, ObservedLesson
from teachnet.preparation.models import JointPreparation, LessonPlan, Phase
from teachnet.research.models import (
    FollowUpVisit,
    ReportState,
    ResearchMilestone,
    ResearchProject,
    ResearchState,
    StageReport,
)
from teachnet.stays.models import SessionConfirmation, Stay
from teachnet.study.models import Course, CourseEnrolment, CourseState, Nudge, Pace, StudyGroup, Unit
from teachnet.teams.models import Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from teachnet.teams.queries import has_joined, is_open_to_region, is_own
from teachnet.training.models import ASKS_TEACHER, Cohort, CohortState, Enrolment, EnrolmentState

AHEAD, A_MONTH, A_SEASON = timedelta(days=14), timedelta(days=31), timedelta(days=90)

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
KEPT_IN_CALENDAR = timedelta(days=90)
CASE_LINE = (
    load_only(Enrolment.state, Enrolment.moved_note),
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

ME = sa.bindparam("me")
MY_PLACES = sa.bindparam("my_places", expanding=True)  # codes, see teams.queries.places_above
NEW_YEAR = sa.bindparam("new_year", callable_=lambda: datetime(today().year, 1, 1, tzinfo=CITY_TIME))

_last_move = (
    sa.select(sa.func.max(ResourceMove.id))
    .where(ResourceMove.version_id == ResourceVersion.id)
    .correlate(ResourceVersion)
    .scalar_subquery()
)
_my_post, _their_post = aliased(Appointment), aliased(Appointment)
_handed_in_at_my_school = sa.exists().where(
    LessonPlan.preparation_id == JointPreparation.id,
    LessonPlan.handed_in_at.is_not(None),
    _their_post.person_id == LessonPlan.owner_id,
    _my_post.person_id == ME,
    _my_post.organisation_id == _their_post.organisation_id,
    _my_post.role == Role.TEACHER,
    _their_post.role == Role.TEACHER,
    _my_post.holds(),
    _their_post.holds(),
)
_word_of_review = (
    sa.select(StageReport.decided_note)
    .where(
        StageReport.project_id == ResearchProject.id,
        StageReport.stage == ResearchProject.stage,
        StageReport.state == ReportState.RETURNED,
    )
    .order_by(StageReport.id.desc())
    .limit(1)
    .correlate(ResearchProject)
    .scalar_subquery()
)
# (what, id, title, the note it came back with, its day) of what I have to put right or took on: one statement, though
# several features.
_no_day = sa.cast(sa.null(), sa.Date)
RETURNED_TO_ME = sa.union_all(
    sa.select(
        sa.literal("resource", sa.String).label("what"),
        ResourceVersion.id,
        ResourceVersion.title,
        ResourceMove.note,
        _no_day.label("due"),
    )
    .join(ResourceMove, ResourceMove.id == _last_move)
    .where(ResourceVersion.author_id == ME, ResourceVersion.state == VersionState.RETURNED),
    sa.select(sa.literal("claim", sa.String), Claim.id, Claim.title, Claim.moved_note, _no_day).where(
        Claim.person_id == ME, Claim.state == ClaimState.RETURNED
    ),
    sa.select(
        sa.literal("anomaly", sa.String), Anomaly.id, sa.literal("", sa.String), sa.literal("", sa.String), _no_day
    ).where(
        Anomaly.person_id == ME, Anomaly.state == AnomalyState.UPHELD, Anomaly.upheld_at > from_now(-APPEAL_WITHIN)
    ),
    sa.select(sa.literal("action", sa.String), ActionItem.id, ActionItem.what, Team.name, ActionItem.due_on)
    .join(ActionItem.team)
    .where(ActionItem.owner_id == ME, ActionItem.state == ActionState.OPEN),
    sa.select(sa.literal("observe", sa.String), ObservedLesson.id, ObservedLesson.title, Person.name, _no_day)
    .join(ObservedLesson.sheets)
    .join(ObservedLesson.teacher)
    .where(
        ObservationSheet.observer_id == ME,
        ObservationSheet.handed_in_at.is_(None),
        ObservedLesson.called_off_at.is_(None),
        ObservedLesson.starts_at < from_now(AHEAD),
    ),
    sa.select(
        sa.literal("reply", sa.String), ObservedLesson.id, ObservedLesson.title, sa.literal("", sa.String), _no_day
    ).where(
        ObservedLesson.teacher_id == ME,
        ObservedLesson.replied_at.is_(None),
        ObservedLesson.starts_at > from_now(-A_SEASON),
        ObservedLesson.sheets.any(ObservationSheet.handed_in_at.is_not(None)),
    ),
    sa.select(
        sa.literal("draft", sa.String),
        JointPreparation.id,
        JointPreparation.title,
        Team.name,
        _no_day,
    )
    .join(JointPreparation.team)
    .where(JointPreparation.drafter_id == ME, JointPreparation.phase == Phase.DRAFTING),
    sa.select(
        sa.literal("own plan", sa.String),
        JointPreparation.id,
        JointPreparation.title,
        Team.name,
        JointPreparation.own_due_on,
    )
    .join(JointPreparation.team)
    .where(has_joined(ME), JointPreparation.phase == Phase.AGREED, ~_handed_in_at_my_school),
    sa.select(sa.literal("invited", sa.String), Team.id, Team.name, Person.name, _no_day)
    .join(Team.memberships)
    .join(Team.lead)
    .where(Membership.person_id == ME, Membership.state == MembershipState.INVITED, Team.closed_on.is_(None)),
    sa.select(
        sa.literal("report", sa.String), ResearchProject.id, ResearchProject.title, _word_of_review, _no_day
    ).where(
        ResearchProject.leader_id == ME, ResearchProject.state == ResearchState.AT_WORK, _word_of_review.is_not(None)
    ),
    sa.select(
        sa.literal("milestone", sa.String),
        ResearchProject.id,
        ResearchProject.title,
        sa.func.coalesce(ResearchMilestone.stage, ResearchMilestone.title),
        ResearchMilestone.due_on,
    )
    .join(ResearchMilestone, ResearchMilestone.project_id == ResearchProject.id)
    .where(
        ResearchProject.leader_id == ME,
        ResearchProject.state == ResearchState.AT_WORK,
        ResearchProject.approved_on.is_not(None),
        ResearchMilestone.reached_on.is_(None),
        ResearchMilestone.due_on <= from_today(AHEAD),
    ),
    sa.select(
        sa.literal("record", sa.String), FollowUpVisit.id, ResearchProject.title, Person.name, FollowUpVisit.planned_on
    )
    .join(FollowUpVisit.project)
    .join(ResearchProject.leader)
    .where(
        FollowUpVisit.visitor_id == ME,
        FollowUpVisit.held_on.is_(None),
        FollowUpVisit.called_off_at.is_(None),
        FollowUpVisit.planned_on <= from_today(AHEAD),
    ),
    sa.select(sa.literal("advised", sa.String), FollowUpVisit.id, ResearchProject.title, Person.name, _no_day)
    .join(FollowUpVisit.project)
    .join(FollowUpVisit.visitor)
    .where(ResearchProject.leader_id == ME, FollowUpVisit.held_on.is_not(None), FollowUpVisit.answered_at.is_(None)),
).order_by("what", "id")

# (session, my sign-up or none, seats taken): what I host, have signed up for, or am invited to by my team, as far as I
# may see it: sessions of my teams, and those that are open to the region I work in.
_seats_taken = (
    sa.select(sa.func.count())
    .where(SignUp.session_id == OnlineSession.id, SignUp.state == SignUpState.SIGNED_UP)
    .correlate(OnlineSession)
    .scalar_subquery()
)
SESSIONS_AHEAD = (
    sa.select(OnlineSession, SignUp.state, _seats_taken)
    .join(OnlineSession.team)
    .outerjoin(SignUp, (SignUp.session_id == OnlineSession.id) & (SignUp.person_id == ME))
    .where(
        is_own(ME) | is_open_to_region(ME, MY_PLACES),
        OnlineSession.is_coming(),
        OnlineSession.starts_at < from_now(AHEAD),
        sa.or_(
            OnlineSession.host_id == ME,
            SignUp.state.in_([SignUpState.SIGNED_UP, SignUpState.WAITING]),
            has_joined(ME) & SignUp.id.is_(None),
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
_held = (
    sa.select(sa.func.min(OnlineSession.id))
    .where(
        OnlineSession.team_id == Team.id,
        OnlineSession.cancelled_at.is_(None),
        OnlineSession.ends_at <= NOW,
        OnlineSession.ends_at > from_now(-A_SEASON),
    )
    .correlate(Team)
)
_is_confirmed = sa.exists().where(
    SessionConfirmation.session_id == OnlineSession.id, SessionConfirmation.taken_back_at.is_(None)
)
_somebody_stayed = sa.exists().where(Stay.session_id == OnlineSession.id)
_is_approved = sa.exists().where(MinutesApproval.session_id == OnlineSession.id, MinutesApproval.reopened_at.is_(None))
_is_written = sa.exists().where(MinutesEntry.session_id == OnlineSession.id, MinutesEntry.is_removed.is_(False))
# (team, people who asked to join, whether a session is planned, the oldest session to confirm, the oldest whose minutes
# are to be approved) for each open team I lead.
TEAMS_THAT_WAIT = (
    sa.select(
        Team,
        _asked_to_join,
        _is_planned,
        _held.where(_somebody_stayed, ~_is_confirmed).scalar_subquery(),
        _held.where(_is_written, ~_is_approved).scalar_subquery(),
    )
    .where(Team.lead_id == ME, Team.closed_on.is_(None))
    .order_by(Team.name, Team.id)
)

_announced = Cohort.state == CohortState.ANNOUNCED
# My own cases that ask something of me, the cohorts I go to soon, and those that were cancelled of late.
MY_CASES = (
    sa.select(Enrolment)
    .join(Enrolment.cohort)
    .where(
        Enrolment.teacher_id == ME,
        sa.or_(
            Enrolment.state.in_([*ASKS_TEACHER, EnrolmentState.RETURNED_TO_TEACHER]) & _announced,
            (Enrolment.state == EnrolmentState.CONFIRMED)
            & (Cohort.starts_on <= from_today(AHEAD))
            & (Cohort.ends_on >= TODAY)
            & _announced,
            (Enrolment.state == EnrolmentState.CANCELLED) & (Enrolment.moved_at >= from_now(-AHEAD)),
        ),
    )
    .options(*CASE_LINE)
)


def _in_state(state: EnrolmentState) -> sa.ScalarSelect:
    of_it = (Enrolment.cohort_id == Cohort.id) & (Enrolment.state == state)
    return sa.select(sa.func.count()).select_from(Enrolment).where(of_it).correlate(Cohort).scalar_subquery()


_arrived = _in_state(EnrolmentState.ARRIVED)
# (cohort, how many have arrived, confirmed, not answered) of what I lead now or next, or have to bring to its end.
COHORTS_I_HOST = (
    sa.select(Cohort, _arrived, _in_state(EnrolmentState.CONFIRMED), _in_state(EnrolmentState.ADMITTED))
    .where(
        Cohort.host_id == ME,
        Cohort.state == CohortState.ANNOUNCED,
        Cohort.starts_on <= from_today(A_MONTH),
        sa.or_(Cohort.ends_on >= TODAY, _arrived > 0),
    )
    .order_by(Cohort.starts_on, Cohort.id)
)

_units = (
    sa.select(sa.func.count())
    .where(Unit.course_id == CourseEnrolment.course_id)
    .correlate(CourseEnrolment)
    .scalar_subquery()
)
_unheard = CourseEnrolment.studied_at.is_(None) | (CourseEnrolment.studied_at < Nudge.at)
_reminded = (
    sa.select(Nudge.text)
    .where(Nudge.enrolment_id == CourseEnrolment.id, _unheard)
    .order_by(Nudge.id.desc())
    .limit(1)
    .correlate(CourseEnrolment)
    .scalar_subquery()
)
# (my enrolment, units of the course, my tutor's word since I last studied): those I study, and those I finished this
# year.
MY_COURSES = (
    sa.select(CourseEnrolment, _units, _reminded)
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

# (when it was handed in, days it is marked within, how many there are in all): what waits longest for me to mark.
TO_MARK = (
    sa.select(Submission.handed_in_at, Assignment.mark_within_days, sa.func.count().over())
    .join(Submission.assignment)
    .join(Submission.enrolment)
    .join(CourseEnrolment.group)
    .where(StudyGroup.tutor_id == ME, Submission.state == SubmissionState.WAITING, CourseEnrolment.learner_id != ME)
    .order_by(Submission.handed_in_at)
    .limit(1)
)

# My cases in classes that I go to or went to of late, with the class.
MY_CLASSES = (
    sa.select(Enrolment)
    .join(Enrolment.cohort)
    .where(
        Enrolment.teacher_id == ME,
        Enrolment.state.in_(
            [EnrolmentState.ADMITTED, EnrolmentState.CONFIRMED, EnrolmentState.ARRIVED, EnrolmentState.COMPLETED]
        ),
        Cohort.ends_on >= from_today(-KEPT_IN_CALENDAR),
    )
    .options(
        contains_eager(Enrolment.cohort).options(joinedload(Cohort.programme), joinedload(Cohort.host_organisation))
    )
    .order_by(Cohort.starts_on, Enrolment.id)
)
# My unfinished courses that a group has a last day for.
MY_DEADLINES = (
    sa.select(CourseEnrolment)
    .join(CourseEnrolment.course)
    .join(CourseEnrolment.group)
    .where(
        CourseEnrolment.learner_id == ME,
        CourseEnrolment.finished_at.is_(None),
        Course.state == CourseState.PUBLISHED,
        StudyGroup.ends_on >= from_today(-KEPT_IN_CALENDAR),
    )
    .options(contains_eager(CourseEnrolment.course), contains_eager(CourseEnrolment.group))
    .order_by(StudyGroup.ends_on, CourseEnrolment.id)
)
