"""Courses, and people who study them."""

from datetime import timedelta
from hashlib import sha256

from teachnet.accounts.models import Person, Role
from teachnet.db import db, today
from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.study.models import Course, CourseEnrolment, CourseState, StudyGroup, Unit, UnitKind
from tests.factories import a_county, a_teacher, saved, somebody, the_city


def a_course(units: int = 1, **fields) -> Course:
    """Open to study, with clips of twenty minutes."""
    author = fields.pop("author", None) or somebody(Role.RESEARCH_LEAD, the_city(), "Wang")
    state = fields.pop("state", CourseState.PUBLISHED)
    course = saved(Course(**{"title": "Asking in class", "minutes": 120, "author": author} | fields))
    for _number in range(units):
        a_clip(course)
    course.state = state
    db.session.commit()
    return course


def a_clip(course: Course, seconds: int = 1200, **fields) -> Unit:
    return _a_unit(course, UnitKind.VIDEO, seconds, {"title": "Waiting five seconds"} | fields)


def a_text(course: Course, body: str = "Wait **five** seconds.", seconds: int = 300, **fields) -> Unit:
    unit = _a_unit(course, UnitKind.TEXT, seconds, {"title": "Why wait"} | fields)
    unit.write(body)
    return saved(unit)


def _a_unit(course: Course, kind: UnitKind, seconds: int, fields: dict) -> Unit:
    db.session.expire(course)
    position = len(course.units) + 1
    return saved(Unit(course=course, position=position, kind=kind, seconds=seconds, **fields))


def a_learner(course: Course, person: Person | None = None, **fields) -> CourseEnrolment:
    return saved(CourseEnrolment(course=course, learner=person or a_teacher(), **fields))


def a_group(course: Course, **fields) -> StudyGroup:
    county = fields.pop("organisation", None) or a_county()
    tutor = fields.pop("tutor", None) or somebody(Role.TUTOR, county, "Tang")
    days = {"starts_on": today() - timedelta(days=20), "ends_on": today() + timedelta(days=40)}
    return saved(
        StudyGroup(**{"course": course, "organisation": county, "tutor": tutor, "name": "Group one", **days, **fields})
    )


def a_stored_file(kind: Kind = Kind.VIDEO, media_type: str = "video/mp4", **fields) -> StoredFile:
    digest = sha256(repr((kind, fields)).encode()).hexdigest()
    return saved(StoredFile(**{"sha256": digest, "size": 10, "kind": kind, "media_type": media_type} | fields))
