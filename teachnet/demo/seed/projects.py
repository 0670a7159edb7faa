"""Study projects of the city in every state: one in preparation, one under way, one concluded with its results."""

import tomllib
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.demo.cast import HOME_COUNTY
from teachnet.demo.seed.city import City
from teachnet.projects import actions
from teachnet.projects.models import GivenPoints, Measure, ScoringPart, StudyProject
from teachnet.study.models import Course, CourseKind, CourseState

TOLD = tomllib.loads((Path(__file__).parent.parent / "projects.toml").read_text(encoding="utf-8"))
MOST_PEOPLE, WITH_RESULTS = 240, 60


def fill(city: City) -> None:
    courses = db.session.scalars(sa.select(Course).where(Course.state == CourseState.PUBLISHED).order_by(Course.id))
    courses = courses.all()
    people = _people(city)
    under_way = _project(city, courses, "under_way", opens=-30, closes=40, minutes=180, electives=1, pass_marks=40)
    _write_sheet(under_way)
    under_way.open()
    db.session.flush()
    taking_part = actions.take_in(under_way, people)
    actions.reckon(under_way, taking_part)
    concluded = _project(city, courses[:1], "concluded", opens=-25, closes=-1, minutes=0, electives=0, pass_marks=40)
    _settle(city, concluded, people[:WITH_RESULTS])
    in_preparation = _project(city, courses[:2], "draft", opens=90, closes=180, minutes=120, electives=0)
    actions.write_usual_sheet(in_preparation)


def _people(city: City) -> list[Person]:
    """The demo teacher and others of her county."""
    hers = city.accounts["teacher"].id
    ids = [hers, *(one.id for one in city.by_county[city.counties[HOME_COUNTY]] if one.id != hers)]
    return [db.session.get_one(Person, person) for person in ids[:MOST_PEOPLE]]


def _project(city: City, courses: list[Course], which: str, *, opens: int, closes: int, **asks) -> StudyProject:
    """The first course is required, the others may be chosen; scored as usual."""
    project = StudyProject(
        title=TOLD[which]["title"],
        about=TOLD[which]["about"],
        organisation=db.session.scalars(sa.select(Organisation).where(Organisation.parent_id.is_(None))).one(),
        opens_on=city.today + timedelta(days=opens),
        closes_on=city.today + timedelta(days=closes),
        made_by=db.session.get_one(Person, city.accounts["city"].id),
        **asks,
    )
    db.session.add(project)
    db.session.flush()
    for number, course in enumerate(courses):
        project.add_course(course, CourseKind.ELECTIVE if number else CourseKind.REQUIRED)
    db.session.flush()
    return project


def _write_sheet(project: StudyProject) -> None:
    """The clips of the demo city are short: its minutes count more than the usual sheet has it."""
    task = ScoringPart.last_of(project, title=TOLD["sheet"]["task"], most=60)
    task.add_row(measure=Measure.MINUTES, each=1, points=2, most=20)
    task.add_row(measure=Measure.COURSES, points=20, most=40)
    task.add_row(measure=Measure.ASSIGNMENTS, points=10, most=20)
    beyond = ScoringPart.last_of(project, title=TOLD["sheet"]["beyond"], most=40, points_a_mark=2, most_points_a_day=40)
    beyond.add_row(measure=Measure.RESOURCES, points=20)
    beyond.add_row(measure=Measure.COMMENTS, points=4)
    beyond.add_row(measure=Measure.QUIZZES, points=10)


def _settle(city: City, project: StudyProject, people: list[Person]) -> None:
    """With a part that the office scores by hand; opened and gone through in the past, as nobody can any more."""
    _write_sheet(project)
    part = ScoringPart.last_of(project, title=TOLD["by_hand"]["part"], most=15)
    attendance = part.add_row(measure=Measure.BY_HAND, title=TOLD["by_hand"]["attendance"], most=5)
    attitude = part.add_row(measure=Measure.BY_HAND, title=TOLD["by_hand"]["attitude"], most=10)
    last_day = project.closes_on
    project.closes_on = city.today
    project.open()
    office = db.session.get_one(Person, city.accounts["city"].id)
    taking_part = actions.take_in(project, people)
    for one in taking_part:
        for row, points in ((attendance, city.draw.randint(2, 5)), (attitude, city.draw.randint(5, 10))):
            given = GivenPoints(participation=one, row=row)
            given.give(points, by=office)
            db.session.add(given)
    db.session.flush()
    project.closes_on = last_day
    project.conclude()
    actions.settle(project, taking_part)
