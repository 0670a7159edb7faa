"""What counts in a project is read from where it happened, between its days, and only of its courses."""

from datetime import datetime, timedelta

import pytest

from teachnet.assignments import actions as assignments
from teachnet.assignments.models import PeerReview
from teachnet.db import beginning_of, db, today, utcnow
from teachnet.projects.actions import standings
from teachnet.projects.deeds import records_of
from teachnet.projects.models import Measure
from teachnet.quizzes.models import QuizAttempt
from teachnet.study import actions as study
from teachnet.study.models import StudyDay
from tests.assignments.factories import a_submission, an_assignment
from tests.factories import a_county, a_school, a_teacher, saved
from tests.library.factories import a_published
from tests.library.opinions.factories import a_comment
from tests.projects.factories import a_part, a_participation, a_project, a_row
from tests.quizzes.factories import a_pool, a_quiz
from tests.study.factories import a_course, a_learner

M = Measure


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def bai(county):
    return a_teacher(a_school(county), "Bai")


def everything():
    return [a_part(*(a_row(one) for one in M if not one.is_by_hand))]


def days_of(project, person) -> dict:
    """How much of each measure, by days after today."""
    record = records_of(project, [person.id])[person.id]
    return {
        measure: {(day - today()).days: count for day, count in days.items()} for measure, days in record.by_day.items()
    }


def ago(days: float) -> datetime:
    return utcnow() - timedelta(days=days)


def test_minutes_between_the_days_and_in_its_courses_count(county, bai):
    course, other = a_course(), a_course(title="Another")
    project = a_project(course, organisation=county, parts=everything())
    mine, elsewhere = a_learner(course, bai), a_learner(other, bai)
    for enrolment, day in ((mine, -11), (mine, -10), (mine, 0), (mine, 30), (mine, 31), (elsewhere, 0)):
        saved(StudyDay(enrolment_id=enrolment.id, day=today() + timedelta(days=day), credited_ms=60_000))
    assert days_of(project, bai) == {M.MINUTES: {-10: 60_000, 0: 60_000, 30: 60_000}}


def test_a_day_ends_at_midnight_in_the_city(county, bai):
    course = a_course()
    project = a_project(course, organisation=county, parts=everything(), closes_on=today())
    enrolment = a_learner(course, bai)
    midnight = beginning_of(today() + timedelta(days=1))
    for seconds, counts in ((-1, True), (0, False)):
        enrolment.finished_at = midnight + timedelta(seconds=seconds)
        db.session.commit()
        assert (M.COURSES in days_of(project, bai)) is counts
        assert records_of(project, [bai.id])[bai.id].finished == ({course.id} if counts else set())


def test_a_course_finished_earlier_is_finished_but_brings_no_points(county, bai):
    course = a_course()
    project = a_project(course, organisation=county, parts=everything(), minutes=120)
    a_learner(course, bai, finished_at=ago(40))
    assert days_of(project, bai) == {}
    standing = standings(project, [bai.id])[bai.id]
    assert (standing.minutes, standing.has_hours, standing.has_courses, standing.has_marks) == (120, True, True, False)


def test_another_version_of_a_course_is_that_course(county, bai):
    old = a_course()
    project = a_project(old, organisation=county, parts=everything())
    new = study.write_version(old, by=old.author)
    db.session.flush()
    new.units[0].file_id = None
    db.session.commit()
    a_learner(new, bai, finished_at=ago(1))
    assert days_of(project, bai) == {M.COURSES: {-1: 1}}
    assert records_of(project, [bai.id])[bai.id].finished == {old.id}


def test_a_quiz_counts_once_from_the_day_it_was_passed(county, bai):
    course = a_course(units=0)
    pool = a_pool(author=course.author)
    quizzes = [a_quiz(pool, course, pass_percent=60, most_attempts=5) for _number in range(3)]
    project = a_project(course, organisation=county, parts=everything())
    enrolment = a_learner(course, bai)

    def attempt(quiz, number, points, days) -> None:
        fields = {"drawn": [], "most_points": 100, "points": points, "handed_in_at": ago(days)}
        saved(QuizAttempt(quiz=quiz, enrolment=enrolment, number=number, **fields))

    for number, (points, days) in enumerate(((59, 9), (60, 5), (100, 2)), 1):
        attempt(quizzes[0], number, points, days)
    attempt(quizzes[1], 1, 59, 3)
    attempt(quizzes[2], 1, 100, 20)  # passed before the first day, and again since
    attempt(quizzes[2], 2, 100, 1)
    assert days_of(project, bai) == {M.QUIZZES: {-5: 1}}


def test_an_assignment_counts_by_the_day_it_was_handed_in_and_the_mean_is_over_all(county, bai):
    course = a_course(units=0)
    first, second, _third = (an_assignment(course) for _number in range(3))
    project = a_project(course, organisation=county, parts=everything())
    enrolment = a_learner(course, bai)
    for assignment, points in ((first, [20, 20]), (second, [60, 40])):
        submission = a_submission(assignment, enrolment, handed_in_at=ago(4))
        assignments.mark(submission, points, "", by=course.author)
    better = a_submission(first, enrolment, number=2, handed_in_at=ago(2))
    assignments.mark(better, [50, 31], "", by=course.author)
    db.session.commit()

    assert days_of(project, bai) == {M.ASSIGNMENTS: {-2: 1, -4: 1}}
    # 81 and 100 of three
    assert records_of(project, [bai.id])[bai.id].shares == {M.MARK: 60}


def test_works_of_others_that_one_has_reviewed(county, bai):
    course = a_course(units=0)
    assignment = an_assignment(course, peers=1)
    project = a_project(course, organisation=county, parts=everything())
    enrolment = a_learner(course, bai)
    for name, done_at in (("Cao", ago(3)), ("Dong", ago(20)), ("Erin", None)):
        work = a_submission(assignment, a_learner(course, a_teacher(bai.school, name)))
        percent, begun_at = (80, done_at) if done_at else (None, None)
        kept = {"percent": percent, "begun_at": begun_at, "done_at": done_at}
        saved(PeerReview(submission=work, reviewer=enrolment, **kept))
    assert days_of(project, bai) == {M.REVIEWS: {-3: 1}}


def test_resources_published_between_the_days_and_still_there(county, bai):
    project = a_project(organisation=county, parts=everything())
    a_published(bai)
    gone, early = a_published(bai), a_published(bai)
    early.published_at = ago(11)
    gone.withdraw(by=bai, reason="wrong")
    db.session.commit()
    assert days_of(project, bai) == {M.RESOURCES: {0: 1}}


def test_comments_that_say_something_about_resources_of_others(county, bai):
    project = a_project(organisation=county, parts=everything())
    others = [a_published(a_teacher(a_school(county), "Cao")) for _number in range(3)]
    said = "I waited five seconds, and three more hands went up."
    a_comment(others[0], bai, said)
    a_comment(others[0], bai, said + " Again.")
    a_comment(others[1], bai, "Very good!")
    a_comment(others[2], bai, said).withdraw(by=bai)
    a_comment(a_published(bai), bai, said)
    db.session.commit()
    assert days_of(project, bai)[M.COMMENTS] == {0: 1}


def test_as_many_statements_for_three_people_as_for_one(county, bai, statements):
    project = a_project(organisation=county, parts=everything())
    people = [bai, *(a_teacher(bai.school, name) for name in ("Cao", "Dong"))]
    a_participation(project, *people)

    def sent(some) -> int:
        before = len(statements)
        standings(project, [person.id for person in some])
        return len(statements) - before

    sent(people)
    assert sent(people[:1]) == sent(people) > 5


def test_each_has_their_own_sheet(county, bai):
    course = a_course()
    project = a_project(course, organisation=county)
    cao = a_teacher(bai.school, "Cao")
    for person, minutes in ((bai, 125), (cao, 7)):
        enrolment = a_learner(course, person)
        saved(StudyDay(enrolment_id=enrolment.id, day=today(), credited_ms=minutes * 60_000))
    found = standings(project, [bai.id, cao.id])
    assert [found[person.id].score.marks for person in (bai, cao)] == [1200, 0]
