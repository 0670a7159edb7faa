"""What people did in a project, read from where it happened: a statement for each measure, however many people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from teachnet.assignments.models import Assignment, PeerReview, Submission, SubmissionState
from teachnet.db import CITY_TIME, beginning_of, db
from teachnet.discussions.models import Discussion, Post
from teachnet.journals.models import JournalEntry
from teachnet.library.models import Resource, ResourceVersion, VersionState
from teachnet.library.opinions.models import Comment, CommentState
from teachnet.projects import queries
from teachnet.projects.models import GivenPoints, Participation, StudyProject
from teachnet.projects.scoring import Deeds
from teachnet.projects.words import Measure
from teachnet.quizzes.models import Quiz, QuizAttempt
from teachnet.study.models import CourseEnrolment, StudyDay, Unit

SHORTEST_COMMENT = 20  # characters: a word of praise is welcome and counts nothing


@dataclass
class Record:
    """Of one person: courses of the project they have finished, and what they did between its days."""

    finished: set[int] = field(default_factory=set)
    by_day: dict[Measure, dict[date, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    shares: dict[Measure, int] = field(default_factory=dict)
    by_hand: dict[int, int] = field(default_factory=dict)

    @property
    def deeds(self) -> Deeds:
        return Deeds(self.by_day, self.shares, self.by_hand)


class _Reading:
    """The people, the courses in all their versions, and the days: from the first moment of the first day to the last
    of the last."""

    def __init__(self, project: StudyProject, people: Collection[int]):
        self.project, self.people = project, list(people)
        self.asked = {version: asked for asked, version in db.session.execute(queries.versions_in(project))}
        self.first = beginning_of(project.opens_on)
        self.end = beginning_of(project.closes_on + timedelta(days=1))
        self.records = {person: Record() for person in self.people}

    def mine(self) -> sa.ColumnElement[bool]:
        """Enrolments of these people in courses of the project."""
        return CourseEnrolment.learner_id.in_(self.people) & CourseEnrolment.course_id.in_(list(self.asked))

    def within(self, moment: sa.ColumnElement) -> sa.ColumnElement[bool]:
        return (moment >= self.first) & (moment < self.end)

    def once(self, measure: Measure, found: Iterable[sa.Row]) -> None:
        """Rows of (person, when): one each."""
        for person, when in found:
            self.records[person].by_day[measure][_day_of(when)] += 1


def records_of(project: StudyProject, people: Collection[int]) -> dict[int, Record]:
    """By the id of the person. Only what the sheet looks at is read."""
    reading = _Reading(project, people)
    enrolled = _read_courses(reading)
    looked_at = {row.measure for part in project.parts for row in part.rows}
    for measure, read in READERS.items():
        if measure in looked_at:
            read(reading)
    if Measure.MARK in looked_at:
        _read_marks(reading, enrolled)
    return reading.records


def _read_courses(reading: _Reading) -> dict[int, set[int]]:
    """What is finished by the last day, whenever it was begun; the ids of the versions each person studies."""
    studied = sa.select(CourseEnrolment.learner_id, CourseEnrolment.course_id, CourseEnrolment.finished_at)
    enrolled = defaultdict(set)
    for person, version, finished_at in db.session.execute(studied.where(reading.mine())):
        enrolled[person].add(version)
        if finished_at is None or finished_at >= reading.end:
            continue
        record = reading.records[person]
        record.finished.add(reading.asked[version])
        if finished_at >= reading.first:
            record.by_day[Measure.COURSES][_day_of(finished_at)] += 1
    return enrolled


def _read_minutes(reading: _Reading) -> None:
    days = (
        sa.select(CourseEnrolment.learner_id, StudyDay.day, sa.func.sum(StudyDay.credited_ms))
        .join(CourseEnrolment, CourseEnrolment.id == StudyDay.enrolment_id)
        .where(reading.mine(), StudyDay.day.between(reading.project.opens_on, reading.project.closes_on))
        .group_by(CourseEnrolment.learner_id, StudyDay.day)
    )
    for person, day, credited in db.session.execute(days):
        reading.records[person].by_day[Measure.MINUTES][day] = int(credited)


def _read_quizzes(reading: _Reading) -> None:
    passed = QuizAttempt.points * 100 >= Quiz.pass_percent * QuizAttempt.most_points
    when = sa.func.min(QuizAttempt.handed_in_at)
    first_passed = (
        sa.select(CourseEnrolment.learner_id, when)
        .select_from(QuizAttempt)
        .join(QuizAttempt.quiz)
        .join(QuizAttempt.enrolment)
        .where(reading.mine(), QuizAttempt.handed_in_at.is_not(None), passed)
        .group_by(CourseEnrolment.learner_id, QuizAttempt.enrolment_id, QuizAttempt.quiz_id)
        .having(reading.within(when))
    )
    reading.once(Measure.QUIZZES, db.session.execute(first_passed))


def _read_assignments(reading: _Reading) -> None:
    """By the day they were handed in: nobody loses by waiting for a tutor."""
    passed = (
        sa.select(CourseEnrolment.learner_id, Submission.handed_in_at)
        .join(Submission.enrolment)
        .where(reading.mine(), Submission.state == SubmissionState.PASSED, reading.within(Submission.handed_in_at))
    )
    reading.once(Measure.ASSIGNMENTS, db.session.execute(passed))


def _read_marks(reading: _Reading, enrolled: dict[int, set[int]]) -> None:
    """The mean of the best marks of all assignments in the courses one studies; what was not handed in is nought."""
    of_course = dict(
        db.session.execute(
            sa.select(Unit.course_id, sa.func.count(Assignment.id))
            .join(Assignment.unit)
            .where(Unit.course_id.in_(list(reading.asked)))
            .group_by(Unit.course_id)
        ).all()
    )
    best = (
        sa.select(CourseEnrolment.learner_id, sa.func.max(Submission.percent))
        .join(Submission.enrolment)
        .where(reading.mine(), Submission.percent.is_not(None), reading.within(Submission.handed_in_at))
        .group_by(CourseEnrolment.learner_id, Submission.assignment_id)
    )
    sums = defaultdict(int)
    for person, percent in db.session.execute(best):
        sums[person] += percent
    for person, total in sums.items():
        asked_for = sum(of_course.get(version, 0) for version in enrolled[person])
        reading.records[person].shares[Measure.MARK] = total // asked_for


def _read_reviews(reading: _Reading) -> None:
    """Works of others that one has looked at, in the courses of the project."""
    done = sa.select(CourseEnrolment.learner_id, PeerReview.done_at).join(PeerReview.reviewer)
    reading.once(Measure.REVIEWS, db.session.execute(done.where(reading.mine(), reading.within(PeerReview.done_at))))


def _read_posts(reading: _Reading) -> None:
    """Posts and answers that say enough and stand, in discussions of the courses."""
    said = (
        sa.select(Post.writer_id, Post.made_at)
        .join(Post.discussion)
        .join(Discussion.unit)
        .where(
            Post.writer_id.in_(reading.people),
            Unit.course_id.in_(list(reading.asked)),
            Post.says_enough,
            Post.stands(),
            reading.within(Post.made_at),
        )
    )
    reading.once(Measure.POSTS, db.session.execute(said))


def _read_journal(reading: _Reading) -> None:
    written = sa.select(CourseEnrolment.learner_id, JournalEntry.written_at).join(JournalEntry.enrolment)
    stands = JournalEntry.is_long_enough & JournalEntry.withdrawn_at.is_(None)
    found = written.where(reading.mine(), stands, reading.within(JournalEntry.written_at))
    reading.once(Measure.JOURNAL, db.session.execute(found))


def _read_resources(reading: _Reading) -> None:
    """Published for the first time between the days, and published still."""
    when = sa.func.min(ResourceVersion.published_at)
    stands = sa.func.count().filter(ResourceVersion.state == VersionState.PUBLISHED)
    shared = (
        sa.select(Resource.author_id, when)
        .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
        .where(Resource.author_id.in_(reading.people))
        .group_by(Resource.author_id, Resource.id)
        .having(reading.within(when), stands > 0)
    )
    reading.once(Measure.RESOURCES, db.session.execute(shared))


def _read_comments(reading: _Reading) -> None:
    """One for each resource of somebody else, and long enough to say something."""
    when = sa.func.min(Comment.made_at)
    said = (
        sa.select(Comment.writer_id, when)
        .join(Comment.resource)
        .where(
            Comment.writer_id.in_(reading.people),
            Resource.author_id != Comment.writer_id,
            Comment.state == CommentState.SHOWN,
            sa.func.length(Comment.text) >= SHORTEST_COMMENT,
        )
        .group_by(Comment.writer_id, Comment.resource_id)
        .having(reading.within(when))
    )
    reading.once(Measure.COMMENTS, db.session.execute(said))


def _read_by_hand(reading: _Reading) -> None:
    given = (
        sa.select(Participation.person_id, GivenPoints.row_id, GivenPoints.points)
        .join(GivenPoints.participation)
        .where(Participation.project_id == reading.project.id, Participation.person_id.in_(reading.people))
    )
    for person, row, points in db.session.execute(given):
        reading.records[person].by_hand[row] = points


READERS = {
    Measure.MINUTES: _read_minutes,
    Measure.QUIZZES: _read_quizzes,
    Measure.ASSIGNMENTS: _read_assignments,
    Measure.REVIEWS: _read_reviews,
    Measure.POSTS: _read_posts,
    Measure.JOURNAL: _read_journal,
    Measure.RESOURCES: _read_resources,
    Measure.COMMENTS: _read_comments,
    Measure.BY_HAND: _read_by_hand,
}


def _day_of(moment: datetime) -> date:
    return moment.astimezone(CITY_TIME).date()
