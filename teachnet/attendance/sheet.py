"""The sheet of a class: people by meetings, what each square comes to, and the hours of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teachnet.accounts.models import Person
from teachnet.attendance import queries
from teachnet.attendance.models import ClassMeeting, Kind, Presence, Source
from teachnet.attendance.presence import presence_of
from teachnet.attendance.words import BY_ONESELF, BY_THE_HOST
from teachnet.db import db
from teachnet.training.models import Cohort, Enrolment

Mark = tuple[int, int, Kind, Source, bool, object]


@dataclass(frozen=True)
class Square:
    presence: Presence
    sources: tuple[Source, ...]
    differs: bool  # the phone said yes and the host no

    @property
    def is_flagged(self) -> bool:
        return self.differs or self.presence is Presence.LEFT_OPEN


@dataclass(frozen=True)
class Line:
    case: Enrolment
    squares: tuple[Square, ...]
    minutes: int


class Sheet:
    """Of the cases given; the same statements for three people as for five hundred."""

    def __init__(self, cohort: Cohort, cases: Sequence[Enrolment]):
        self.cohort = cohort
        self.meetings: Sequence[ClassMeeting] = db.session.scalars(queries.meetings_of(cohort)).all()
        self._marks = _by_square(db.session.execute(queries.marks_in(cohort)))
        self._leave = {tuple(line) for line in db.session.execute(queries.granted_leave_in(cohort))}
        self.lines = [self._line(case) for case in cases]

    @property
    def planned_minutes(self) -> int:
        return sum(meeting.minutes for meeting in self.meetings)

    def minutes_of_programme(self) -> dict[int, int]:
        """By enrolment id: the share of the meetings attended, of the programme's hours. Those are what was approved;
        the timetable may add up to a little more or less."""
        planned, whole = self.planned_minutes, self.cohort.programme.minutes
        return {line.case.id: line.minutes * whole // planned for line in self.lines} if planned else {}

    def _line(self, case: Enrolment) -> Line:
        squares = tuple(self._square(case.id, meeting) for meeting in self.meetings)
        there = zip(self.meetings, squares, strict=True)
        minutes = sum(meeting.minutes for meeting, square in there if square.presence is Presence.PRESENT)
        return Line(case, squares, minutes)

    def _square(self, case_id: int, meeting: ClassMeeting) -> Square:
        marks = self._marks[case_id, meeting.id]
        presence = presence_of(
            marks,
            asks_check_out=meeting.asks_check_out,
            on_leave=(case_id, meeting.id) in self._leave,
            is_over=meeting.is_over,
        )
        by_phone = any(source in BY_ONESELF for _kind, source, _present in marks)
        denied = any(source in BY_THE_HOST and not present for _kind, source, present in marks)
        return Square(presence, tuple(dict.fromkeys(source for _kind, source, _present in marks)), by_phone and denied)


def attended_minutes(cohort: Cohort) -> dict[int, int]:
    """What training proposes at the end of a class: see `training/attended.py`."""
    cases = db.session.scalars(queries.everybody_in(cohort)).all()
    return Sheet(cohort, cases).minutes_of_programme()


def seen_by(person: Person, cohort: Cohort) -> Sheet:
    return Sheet(cohort, db.session.scalars(queries.class_of(person, cohort)).all())


def _by_square(marks: Iterable[Mark]) -> dict[tuple[int, int], list[tuple[Kind, Source, bool]]]:
    found = defaultdict(list)
    for case, meeting, kind, source, present, _at in marks:
        found[case, meeting].append((kind, source, present))
    return found
