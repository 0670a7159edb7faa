"""Units that are done otherwise than by minutes. Features to the right of study offer at start what such a unit shows
and where its author sets it up: study knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from teachnet.accounts.models import Person
from teachnet.study.models import CourseEnrolment, Unit, UnitKind


@dataclass(frozen=True)
class Activity:
    """`show` is for a reader and their own enrolment, if they study the course; `write_at` is a page's address."""

    show: Callable[[Unit, Person, CourseEnrolment | None], Markup]
    write_at: Callable[[Unit], str]


class Activities:
    def __init__(self):
        self._offered: dict[UnitKind, Activity] = {}

    def offer(self, kind: UnitKind, activity: Activity) -> None:
        self._offered[kind] = activity

    def of(self, unit: Unit) -> Activity | None:
        return self._offered.get(unit.kind)


activities = Activities()
