"""What is seen of assignments."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload, undefer

from teachnet.accounts.models import Organisation, Person
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.assignments.models import Assignment, Mark, PeerReview, QuickComment, Submission, SubmissionState
from teachnet.study.models import Course, CourseEnrolment, StudyGroup, Unit

_later = aliased(Mark)


def assignment_of(unit: Unit) -> sa.Select:
    return sa.select(Assignment).where(Assignment.unit_id == unit.id).options(selectinload(Assignment.rubric))


def versions_of(assignment: Assignment, enrolment: CourseEnrolment) -> sa.Select:
    """The first one first, with their marks."""
    mine = (Submission.assignment_id == assignment.id) & (Submission.enrolment_id == enrolment.id)
    marks = selectinload(Submission.marks).joinedload(Mark.by)
    return sa.select(Submission).where(mine).options(marks, joinedload(Submission.file)).order_by(Submission.number)


def submissions_visible_to(person: Person) -> sa.Select:
    """One's own, those one marks, and those of groups of one's office."""
    mine = CourseEnrolment.learner_id == person.id
    below = StudyGroup.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))
    return _joined().where(sa.or_(mine, _is_marked_by(person), below))


def to_mark(person: Person) -> sa.Select:
    """Those that wait for this person; who has waited longest first."""
    mine = _is_marked_by(person) & (CourseEnrolment.learner_id != person.id)
    waiting = _joined().where(Submission.state == SubmissionState.WAITING, mine)
    return waiting.order_by(Submission.handed_in_at, Submission.id)


def to_mark_again(person: Person) -> sa.Select:
    """What was drawn for a second look, of the groups of one's office, and nobody has marked again yet."""
    below = StudyGroup.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))
    again = sa.exists().where(_later.submission_id == Mark.submission_id, _later.id > Mark.id)
    drawn = sa.select(Mark.submission_id).where(Mark.is_sampled, Mark.by_id != person.id, ~again)
    mine = CourseEnrolment.learner_id == person.id
    return _joined().where(Submission.id.in_(drawn), below, ~mine).order_by(Submission.handed_in_at, Submission.id)


def overdue_by_tutor(person: Person) -> sa.Select:
    """(tutor, waiting, since when the oldest does), of the groups of one's office; the longest first."""
    below = StudyGroup.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))
    oldest = sa.func.min(Submission.handed_in_at)
    return (
        sa.select(Person, sa.func.count(Submission.id), sa.type_coerce(oldest, Submission.handed_in_at.type))
        .select_from(Submission)
        .join(Submission.enrolment)
        .join(CourseEnrolment.group)
        .join(StudyGroup.tutor)
        .where(Submission.state == SubmissionState.WAITING, below)
        .group_by(Person)
        .order_by(oldest)
    )


def whole(submissions: sa.Select) -> sa.Select:
    """With the text, the rubric and what was found."""
    return submissions.options(
        undefer(Submission.text),
        joinedload(Submission.file),
        contains_eager(Submission.assignment).selectinload(Assignment.rubric),
        selectinload(Submission.marks).joinedload(Mark.by),
    )


def others_handed_in(submission: Submission) -> sa.Select:
    """(id, sketch) of what other learners handed in for the same assignment."""
    others = (Submission.assignment_id == submission.assignment_id) & (
        Submission.enrolment_id != submission.enrolment_id
    )
    return sa.select(Submission.id, Submission.sketch).where(others).order_by(Submission.id)


def works_before(submission: Submission) -> sa.Select:
    """First versions of those of the same group who handed in earlier."""
    group_id = submission.enrolment.group_id
    return (
        sa.select(Submission)
        .join(Submission.enrolment)
        .where(
            Submission.assignment_id == submission.assignment_id,
            Submission.number == 1,
            Submission.id < submission.id,
            CourseEnrolment.group_id.is_not_distinct_from(group_id),
        )
        .order_by(Submission.id)
    )


def reviews_of(submission_ids: Iterable[int]) -> sa.Select:
    """What is allotted of these works, done or not, in the order in which it was allotted."""
    found = sa.select(PeerReview).where(PeerReview.submission_id.in_(list(submission_ids)))
    return found.options(joinedload(PeerReview.submission)).order_by(PeerReview.id)


def done_reviews_of(submissions: Iterable[Submission]) -> sa.Select:
    """What others found, for who wrote it and who marks it."""
    done = reviews_of(submission.id for submission in submissions).where(PeerReview.done_at.is_not(None))
    return done.options(joinedload(PeerReview.reviewer).joinedload(CourseEnrolment.learner))


def reviews_by(enrolment: CourseEnrolment, assignment: Assignment) -> sa.Select:
    """What somebody has to review in an assignment."""
    return (
        sa.select(PeerReview)
        .join(PeerReview.submission)
        .where(PeerReview.reviewer_id == enrolment.id, Submission.assignment_id == assignment.id)
        .order_by(PeerReview.id)
    )


def my_reviews(person: Person) -> sa.Select:
    """With the work, but not with who wrote it: nobody reviews a name."""
    return (
        sa.select(PeerReview)
        .join(PeerReview.reviewer)
        .join(PeerReview.submission)
        .where(CourseEnrolment.learner_id == person.id)
        .options(
            contains_eager(PeerReview.reviewer),
            contains_eager(PeerReview.submission).undefer(Submission.text),
            contains_eager(PeerReview.submission).joinedload(Submission.file),
            contains_eager(PeerReview.submission).joinedload(Submission.assignment).selectinload(Assignment.rubric),
            contains_eager(PeerReview.submission)
            .joinedload(Submission.assignment)
            .joinedload(Assignment.unit)
            .joinedload(Unit.course),
        )
    )


def quick_comments_of(person: Person) -> sa.Select:
    return sa.select(QuickComment).where(QuickComment.person_id == person.id).order_by(QuickComment.id)


def _is_marked_by(person: Person) -> sa.ColumnElement[bool]:
    """See `policy.can_mark`."""
    without = CourseEnrolment.group_id.is_(None) & (Course.author_id == person.id)
    return sa.or_(StudyGroup.tutor_id == person.id, without)


def _joined() -> sa.Select:
    return (
        sa.select(Submission)
        .join(Submission.assignment)
        .join(Assignment.unit)
        .join(Unit.course)
        .join(Submission.enrolment)
        .join(CourseEnrolment.learner)
        .outerjoin(CourseEnrolment.group)
        .options(
            contains_eager(Submission.assignment).contains_eager(Assignment.unit).contains_eager(Unit.course),
            contains_eager(Submission.enrolment).contains_eager(CourseEnrolment.learner),
            contains_eager(Submission.enrolment)
            .contains_eager(CourseEnrolment.group)
            .joinedload(StudyGroup.organisation),
        )
    )
