"""A course of doing: a quiz, an assignment that is handed in, marked and improved, and an interactive package."""

import tomllib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from teachnet.accounts.models import Organisation, Person
from teachnet.assignments import actions as assignments
from teachnet.assignments.models import Assignment
from teachnet.db import db, utcnow
from teachnet.demo.cast import HOME_COUNTY
from teachnet.demo.seed.city import City
from teachnet.discussions import actions as discussions
from teachnet.discussions.models import Discussion
from teachnet.journals.models import JournalEntry
from teachnet.packages import actions as packages
from teachnet.packages import queries
from teachnet.packages.models import PackageUnit
from teachnet.packages.receiving import receive_package
from teachnet.quizzes import actions as quizzes
from teachnet.quizzes.models import Question, QuestionPool, Quiz
from teachnet.quizzes.words import QuestionKind
from teachnet.study import actions as study
from teachnet.study.models import Course, CourseEnrolment, CourseKind, StudyGroup, Unit, UnitKind

HERE = Path(__file__).parent.parent
TOLD = tomllib.loads((HERE / "practice.toml").read_text(encoding="utf-8"))
QUIZ_MINUTES, ASSIGNMENT_MINUTES, PACKAGE_MINUTES, DISCUSSION_MINUTES = 10, 60, 3, 20
DAYS_AGO, DAYS_TO_GO = 20, 25
PASS, MARK_WITHIN_DAYS = 60, 7


def fill(city: City) -> None:
    course, quiz, assignment, package, discussion = _course(city)
    tutor = db.session.get_one(Person, city.accounts["tutor"].id)
    group = StudyGroup(
        course=course,
        organisation=db.session.get_one(Organisation, city.counties[HOME_COUNTY]),
        tutor=tutor,
        name=TOLD["group"],
        starts_on=city.today - timedelta(days=DAYS_AGO),
        ends_on=city.today + timedelta(days=DAYS_TO_GO),
    )
    db.session.add(group)
    hers, *others = [_join(course, group, person_id) for person_id in _learners(city)]
    for right in (False, True):
        _try(quiz, hers, right=right)
    packages.keep(
        packages.begin(package, hers), {"cmi": {"core": {"lesson_status": "incomplete", "lesson_location": "1"}}}
    )
    for enrolment, told in zip(others, TOLD["submissions"], strict=False):
        _try(quiz, enrolment, right=True)
        _hand_in(assignment, enrolment, told, tutor)
    _talk(discussion, group, others, tutor)
    _write_journals(others, tutor)
    db.session.flush()
    study.nudge(others[len(TOLD["submissions"]) :], TOLD["nudge"], by=tutor)
    study.write_briefing(group, TOLD["briefing"].strip(), by=tutor)


def _learners(city: City) -> list[int]:
    """The demo teacher, then one for each thing that is handed in, and two who have not begun."""
    hers = city.accounts["teacher"]
    others = [one.id for one in city.by_county[city.counties[HOME_COUNTY]] if one is not hers]
    return [hers.id, *others[: len(TOLD["submissions"]) + 2]]


def _course(city: City) -> tuple[Course, Quiz, Assignment, PackageUnit, Discussion]:
    author = db.session.get_one(Person, city.accounts["lead"].id)
    course = Course(title=TOLD["title"], summary=TOLD["summary"], author=author, kind=CourseKind.ELECTIVE, minutes=120)
    course.made_at = utcnow() - timedelta(days=DAYS_AGO + 5)
    db.session.add(course)
    asked = _unit(course, UnitKind.QUIZ, TOLD["quiz"], QUIZ_MINUTES)
    received, manifest = receive_package(_zipped(), "等待五秒.zip")
    (played,) = packages.bring(course, received, manifest, minutes=PACKAGE_MINUTES, by=author)
    written = _unit(course, UnitKind.ASSIGNMENT, TOLD["assignment"], ASSIGNMENT_MINUTES)
    written.write(TOLD["assignment_body"])
    talked = _unit(course, UnitKind.DISCUSSION, TOLD["discussion"]["title"], DISCUSSION_MINUTES)
    talked.write(TOLD["discussion"]["body"])
    pool = QuestionPool(title=TOLD["pool"]["title"], author=author)
    for told in TOLD["pool"]["questions"]:
        pool.questions.append(Question(**told | {"kind": QuestionKind(told["kind"])}))
    db.session.add(pool)
    db.session.flush()
    quiz = quizzes.set_up(asked, {"pool": pool, "draws": 5, "pass_percent": PASS, "most_attempts": 3})
    rules = {"pass_percent": PASS, "most_versions": 3, "mark_within_days": MARK_WITHIN_DAYS, "peers": 2}
    assignment = assignments.set_up(written, rules, TOLD["rubric"])
    discussion = discussions.set_up(talked, {"least_characters": 30, "answers": 1})
    db.session.flush()
    course.publish(by=author)
    return course, quiz, assignment, db.session.scalars(queries.package_unit_of(played)).one(), discussion


def _unit(course: Course, kind: UnitKind, title: str, minutes: int) -> Unit:
    unit = Unit.last_of(course, kind, title)
    unit.seconds = minutes * 60
    db.session.add(unit)
    return unit


def _zipped() -> BytesIO:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for page in sorted((HERE / "package").iterdir()):
            archive.write(page, page.name)
    packed.seek(0)
    return packed


def _join(course: Course, group: StudyGroup, person_id: int) -> CourseEnrolment:
    enrolment = CourseEnrolment.join(course, db.session.get_one(Person, person_id))
    enrolment.group, enrolment.joined_at = group, utcnow() - timedelta(days=DAYS_AGO)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def _try(quiz: Quiz, enrolment: CourseEnrolment, *, right: bool) -> None:
    attempt = quizzes.begin(quiz, enrolment)
    # One of the spellings of a short answer is enough.
    right_ones = [one.answer[:1] if one.kind == QuestionKind.SHORT else one.answer for one in attempt.questions]
    given = dict(enumerate(right_ones))
    quizzes.hand_in(attempt, given if right else dict(list(given.items())[:1]))
    db.session.flush()


def _talk(discussion: Discussion, group: StudyGroup, learners: list[CourseEnrolment], tutor: Person) -> None:
    """The tutor asks for particulars, two tell of their class, and one of them is answered."""
    told = TOLD["discussion"]
    discussions.say_to(group, discussion, told["tutor"], by=tutor)
    first, *_others = [
        discussions.say(discussion, learner, text) for learner, text in zip(learners, told["posts"], strict=False)
    ]
    discussions.say(discussion, learners[1], told["answer"], answering=first)


def _write_journals(learners: list[CourseEnrolment], tutor: Person) -> None:
    """One shares what they wrote with the group; the other is answered by the tutor."""
    shared, kept = (
        JournalEntry.in_course(learner, text, is_shared=number == 0)
        for number, (learner, text) in enumerate(zip(learners, TOLD["journal"]["entries"], strict=False))
    )
    db.session.add_all([shared, kept])
    db.session.flush()
    kept.remark(TOLD["journal"]["remark"], by=tutor)


def _hand_in(assignment: Assignment, enrolment: CourseEnrolment, told: dict, tutor: Person) -> None:
    submission = assignments.hand_in(assignment, enrolment, text=told["text"], file=None, file_name="")
    submission.handed_in_at = utcnow() - timedelta(days=told.get("wait_days", 12))
    if "points" in told:
        assignments.mark(submission, told["points"], told["comment"], by=tutor)
