"""Units that are done otherwise than by minutes, or not by minutes alone. Features to the right of study offer at start
what such a unit shows and where its author sets it up: study knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from teachnet.accounts.models import Person
from teachnet.study.models import Course, CourseEnrolment, Unit, UnitKind

Link = tuple[str, str]  # where to, what it is called


@dataclass(frozen=True)
class Activity:
    """`show` is for a reader and their own enrolment, if they study the course; `write_at` is a page's address, where
    there is anything to set up; `clear` removes what was set up, before the unit itself goes; `copy` sets up the second
    like the first."""

    show: Callable[[Unit, Person, CourseEnrolment | None], Markup]
    write_at: Callable[[Unit], str | None]
    clear: Callable[[Unit], None]
    copy: Callable[[Unit, Unit], None]


class Activities:
    def __init__(self):
        self._offered: dict[UnitKind, Activity] = {}
        self._ways: dict[Callable[[Course], Link], None] = {}

    def offer(self, kind: UnitKind, activity: Activity) -> None:
        self._offered[kind] = activity

    def offer_way(self, way: Callable[[Course], Link]) -> None:
        """Another way for units to come into a draft, besides being typed."""
        self._ways[way] = None

    def ways_into(self, course: Course) -> list[Link]:
        return [way(course) for way in self._ways]

    def of(self, unit: Unit) -> Activity | None:
        return self._offered.get(unit.kind)


activities = Activities()
