"""Courses with units of each kind, groups with their tutors, and learners at every pace."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from teachnet.accounts.models import Role, Stage, Subject
from teachnet.credits.models import AttestedRecord, Source
from teachnet.db import CITY_TIME, utcnow
from teachnet.demo.cast import HOME_BASE
from teachnet.demo.phrases import LESSONS
from teachnet.demo.places import PLACES
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.credits import count_anew
from teachnet.demo.seed.curriculum import CURRICULUM
from teachnet.demo.seed.shelf import Shelf
from teachnet.demo.texts import Genre
from teachnet.study.crediting import LEVEL, WAY
from teachnet.study.models import (
    Course,
    CourseEnrolment,
    CourseKind,
    CourseMove,
    CourseState,
    Pace,
    StudyDay,
    StudyGroup,
    Unit,
    UnitKind,
    UnitProgress,
)

SIGNS_A_SECOND = 4  # a careful reader
MINUTES_A_UNIT = 45
LARGEST_GROUP = 60
JOIN_FREELY = 30  # of a hundred teachers, for each course that is not required

PACES = {Pace.FINISHED: 34, Pace.ON_THE_WAY: 34, Pace.STUCK: 18, Pace.NOT_STARTED: 14}

# The demo teacher: courses by their place in the curriculum, with the units done and the share of the next one.
HER_COURSES = {0: (2, 0.6), 1: (0, 0.4), 3: (4, 0.0)}


@dataclass(frozen=True)
class Written:
    """A course and what its learners need to know of it."""

    row: Row
    units: list[Row]

    @property
    def is_open(self) -> bool:
        return self.row["state"] is CourseState.PUBLISHED


def fill(city: City, shelf: Shelf) -> None:
    courses = [_write(city, shelf, position) for position in range(len(CURRICULUM["courses"]))]
    shelf.write()
    insert(Course, (course.row for course in courses))
    insert(Unit, (unit for course in courses for unit in course.units))
    insert(CourseMove, (move for course in courses for move in _course_moves(city, course)))
    study = _Study(city)
    for position, course in enumerate(courses):
        if course.is_open:
            study.add(position, course)
    study.write()


def _write(city: City, shelf: Shelf, position: int) -> Written:
    told = CURRICULUM["courses"][position]
    is_last, is_draft = position == len(CURRICULUM["courses"]) - 1, position == len(CURRICULUM["courses"]) - 2
    state = CourseState.DRAFT if is_draft else CourseState.CLOSED if is_last else CourseState.PUBLISHED
    made_at = utcnow() - timedelta(days=90 - 6 * position)
    course = {
        "id": city.ids.next(Course),
        "title": told["title"],
        "summary": told["summary"],
        "subject": None,
        "stage": Stage.PRIMARY if position == 1 else None,
        "kind": CourseKind.REQUIRED if position == 0 else CourseKind.ELECTIVE,
        "minutes": MINUTES_A_UNIT * len(told["units"]),
        "needed_percent": 90,
        "fastest_percent": 200,
        "state": state,
        "author_id": city.accounts["lead" if told["skill"] == "提问" else "city"].id,
        "made_at": made_at,
        "published_at": None if is_draft else made_at + timedelta(days=3),
    }
    units = [
        _unit(city, shelf, course["id"], number, told["skill"], line) for number, line in enumerate(told["units"], 1)
    ]
    return Written(course, units)


def _unit(city: City, shelf: Shelf, course: int, position: int, skill: str, line: str) -> Row:
    kind, title = line.split(" ", 1)
    unit = {
        "id": city.ids.next(Unit),
        "course_id": course,
        "position": position,
        "kind": UnitKind(kind),
        "title": title,
        "body": "",
        "has_body": False,
        "seconds": 0,
        "file_id": None,
        "file_name": "",
    }
    if kind == "text":
        body = shelf.writer.reading(skill)
        return unit | {"body": body, "has_body": True, "seconds": len(body) // SIGNS_A_SECOND}
    if kind == "video":
        film = shelf.clip(skill)
        return unit | {"file_id": film.id, "file_name": f"{title}.mp4", "seconds": round(film.seconds)}
    lesson = city.draw.choice([one for one in LESSONS if one.stage is Stage.PRIMARY])
    work = shelf.writer.work(Genre.CASE, lesson.stage, lesson.subject, skill)
    paper = shelf.print(work, city.accounts["lead"].name, HOME_BASE)
    return unit | {"file_id": paper.id, "file_name": f"{title}.pdf", "seconds": len(work.text) // SIGNS_A_SECOND}


def _course_moves(city: City, course: Written) -> Iterator[Row]:
    moves = {CourseState.DRAFT: [], CourseState.PUBLISHED: ["draft", "published"]}
    states = moves.get(course.row["state"], ["draft", "published", "closed"])
    for was, became in zip(states, states[1:], strict=False):
        yield {
            "id": city.ids.next(CourseMove),
            "course_id": course.row["id"],
            "by_id": course.row["author_id"],
            "was": was,
            "became": became,
            "at": course.row["published_at"] + timedelta(days=40 * (became == "closed")),
        }


class _Study:
    def __init__(self, city: City):
        self.city = city
        self.groups: list[Row] = []
        self.enrolments: list[Row] = []
        self.progress: list[Row] = []
        self.courses: list[Written] = []
        self.schools = {teacher.id: teacher.organisation_id for teacher in city.teachers}

    def write(self) -> None:
        insert(StudyGroup, self.groups)
        insert(CourseEnrolment, self.enrolments)
        insert(UnitProgress, self.progress)
        insert(StudyDay, (day for row in self.enrolments for day in self._days_of(row)))
        self._credit()

    def _days_of(self, enrolment: Row) -> Iterator[Row]:
        """When they began and when they were last seen, half each."""
        whole = enrolment["credited_ms"]
        if not whole:
            return
        ends = [enrolment[end].astimezone(CITY_TIME).date() for end in ("started_at", "studied_at")]
        for day, credited in zip(ends, (whole - whole // 2, whole // 2), strict=True):
            ids = {"id": self.city.ids.next(StudyDay), "enrolment_id": enrolment["id"]}
            yield ids | {"day": day, "credited_ms": credited}

    def _credit(self) -> None:
        """The hours of who has finished, as the worker would have written them."""
        courses = {course.row["id"]: course.row for course in self.courses}
        finished = [row for row in self.enrolments if row["finished_at"] is not None]
        insert(AttestedRecord, [self._record(row, courses[row["course_id"]]) for row in finished])
        count_anew(self.city, sorted({row["learner_id"] for row in finished}))

    def _record(self, enrolment: Row, course: Row) -> Row:
        finished_on = enrolment["finished_at"].astimezone(CITY_TIME).date()
        return {
            "id": self.city.ids.next(AttestedRecord),
            "person_id": enrolment["learner_id"],
            "organisation_id": self.schools[enrolment["learner_id"]],
            "way": WAY,
            "level": LEVEL,
            "title": course["title"],
            "source": Source.COURSE,
            "source_id": enrolment["id"],
            "begins_on": enrolment["started_at"].astimezone(CITY_TIME).date(),
            "ends_on": finished_on,
            "planned_minutes": course["minutes"],
            "minutes": course["minutes"],
            "real_minutes": max(1, enrolment["credited_ms"] // 60_000),
            "passed": True,
            "attested_by_id": course["author_id"],
            "attested_at": enrolment["finished_at"],
            "voided_because": "",
        }

    def add(self, position: int, course: Written) -> None:
        self.courses.append(course)
        for place in PLACES:
            teachers = self.city.by_county[self.city.counties[place.short_name]]
            if course.row["kind"] is CourseKind.REQUIRED:
                self._add_groups(course, place.short_name, teachers)
                continue
            stage = course.row["stage"]
            fitting = [teacher for teacher in teachers if stage in (None, teacher.stage)]
            for teacher in fitting:
                if self._wants(position, teacher):
                    self._join(position, course, teacher, None)

    def _wants(self, position: int, teacher: Somebody) -> bool:
        if teacher is self.city.accounts["teacher"]:
            return position in HER_COURSES
        return self.city.draw.randrange(100) < JOIN_FREELY // (position + 1)

    def _add_groups(self, course: Written, place: str, teachers: list[Somebody]) -> None:
        """Everybody of a county, in groups that a tutor can look after; those of the demo teacher's field first."""
        ours = sorted(
            teachers, key=lambda teacher: (teacher.stage, teacher.subject) != (Stage.PRIMARY, Subject.MATHEMATICS)
        )
        tutors = [tutor for tutor in self.city.staff[Role.TUTOR] if tutor.county_id == self.city.counties[place]]
        for number, start in enumerate(range(0, len(ours), LARGEST_GROUP), 1):
            tutor = tutors[(number - 1) % len(tutors)]
            group = {
                "id": self.city.ids.next(StudyGroup),
                "course_id": course.row["id"],
                "organisation_id": tutor.county_id,
                "tutor_id": tutor.id,
                "name": f"{place}研修{number}组",
                "starts_on": self.city.today - timedelta(days=26),
                "ends_on": self.city.today + timedelta(days=6),
            }
            self.groups.append(group)
            for teacher in ours[start : start + LARGEST_GROUP]:
                self._join(0, course, teacher, group["id"])

    def _join(self, position: int, course: Written, teacher: Somebody, group: int | None) -> None:
        """How far they are: whole units in their order, and a part of the next."""
        if teacher.id == course.row["author_id"]:
            return
        if teacher is self.city.accounts["teacher"]:
            done, part = HER_COURSES[position]
            pace = Pace.FINISHED if done == len(course.units) else Pace.ON_THE_WAY
        else:
            pace = self.city.draw.choices(list(PACES), weights=list(PACES.values()))[0]
            done, part = self._distance(pace, len(course.units))
        studied_at = self._last_seen(pace)
        enrolment = {
            "id": self.city.ids.next(CourseEnrolment),
            "course_id": course.row["id"],
            "learner_id": teacher.id,
            "group_id": group,
            "joined_at": utcnow() - timedelta(days=26),
            "started_at": studied_at and utcnow() - timedelta(days=24),
            "studied_at": studied_at,
            "finished_at": studied_at if pace is Pace.FINISHED else None,
            "units_done": done,
            "credited_ms": 0,
        }
        self.enrolments.append(enrolment)
        for number, unit in enumerate(course.units):
            share = 1.0 if number < done else part if number == done else 0.0
            if share:
                self.progress.append(self._progress(enrolment, unit, share))

    def _distance(self, pace: Pace, units: int) -> tuple[int, float]:
        if pace is Pace.FINISHED:
            return units, 0.0
        if pace is Pace.NOT_STARTED:
            return 0, 0.0
        return self.city.draw.randrange(units), self.city.draw.uniform(0.1, 0.8)

    def _last_seen(self, pace: Pace) -> datetime | None:
        if pace is Pace.NOT_STARTED:
            return None
        days = {Pace.ON_THE_WAY: (0.1, 6), Pace.STUCK: (8, 19), Pace.FINISHED: (0.2, 15)}[pace]
        return utcnow() - timedelta(days=self.city.draw.uniform(*days))

    def _progress(self, enrolment: Row, unit: Row, share: float) -> Row:
        watched = round(unit["seconds"] * 1000 * share)
        enrolment["credited_ms"] += watched
        return {
            "id": self.city.ids.next(UnitProgress),
            "enrolment_id": enrolment["id"],
            "unit_id": unit["id"],
            "covered": [[0, watched]],
            "credited": [[0, watched]],
            "covered_ms": watched,
            "credited_ms": watched,
            "position_ms": 0 if share == 1 else watched,
            "done_at": enrolment["studied_at"] if share == 1 else None,
        }
