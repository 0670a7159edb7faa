"""A cohort is cancelled before it begins: each of its people goes on in another that can have them, or is told.

Whoever had a place keeps one: a seat of their county in the first of the chosen cohorts that has one for them, else the
end of the reserve there. Who was still under review is reviewed again, for the seat is another one. Those with a place
come first, then who asked first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.training import queries
from teachnet.training.actions import lock_teachers
from teachnet.training.chain import PLACED, EnrolmentState
from teachnet.training.eligibility import fitting
from teachnet.training.models import Cohort, Enrolment, QuotaLine
from teachnet.training.seat_plan import SeatPlan
from teachnet.web.remarks import LONGEST

S = EnrolmentState


@dataclass(frozen=True)
class Route:
    """What becomes of one case: where it goes on, and how far it is there. Without a line it ends; `hindrance` is why
    the first of the chosen cohorts cannot have the teacher, or could give no seat."""

    case: Enrolment
    line: QuotaLine | None = None
    becomes: EnrolmentState = S.CANCELLED
    hindrance: str = ""

    @property
    def is_reviewed(self) -> bool:
        """Once more, for a seat there."""
        return self.becomes.is_under_review


def preview(cohort: Cohort, others: Sequence[Cohort], *, by: Person) -> list[Route]:
    """`others` in the order in which they are tried."""
    cases = db.session.scalars(queries.cases_to_route(cohort)).all()
    cases = sorted(cases, key=lambda case: (case.state not in PLACED, case.made_at, case.id))
    planner = _Planner(cohort, others, cases, by)
    return [planner.route(case) for case in cases]


def cancel(cohort: Cohort, others: Sequence[Cohort], *, by: Person, reason: str) -> list[Route]:
    """All of it or nothing. Whoever takes a seat in one of these cohorts waits."""
    for locked in sorted({cohort, *others}, key=lambda each: each.id):
        locked.locked_lines()
    cohort.require_cancellable()
    for other in others:
        other.require_takes_in()
    lock_teachers([case.teacher for case in db.session.scalars(queries.cases_to_route(cohort))])
    routes = preview(cohort, others, by=by)
    _refuse_replacements(cohort, by)
    for route in routes:
        route.case.cancel(by=by, note=_told(route, reason))
        if route.line:
            note = _("Instead of “%(title)s”, which is cancelled: %(reason)s", title=cohort.title, reason=reason)
            route.case.go_on_in(route.line, route.becomes, by=by, note=note[:LONGEST])
    cohort.cancel(by=by, reason=reason)
    return routes


def _told(route: Route, reason: str) -> str:
    if route.line is None:
        return reason
    title = route.line.cohort.title
    return _("%(reason)s It goes on in “%(title)s”.", reason=reason, title=title)[:LONGEST]


def _refuse_replacements(cohort: Cohort, by: Person) -> None:
    for asked in db.session.scalars(queries.replacements_asked_in(cohort)).all():
        asked.refuse(by=by, reason=_("The cohort is cancelled."))


class _Planner:
    """Where each goes, one after the other: seats that are planned for somebody are not there for the next."""

    def __init__(self, cohort: Cohort, others: Sequence[Cohort], cases: Sequence[Enrolment], by: Person):
        self._others, self._by = others, by
        self._seats = SeatPlan({other.id for other in others})
        elsewhere = db.session.scalars(queries.cases_of([case.teacher for case in cases])).all()
        self._elsewhere = [case for case in elsewhere if case.cohort_id != cohort.id]

    def route(self, case: Enrolment) -> Route:
        found = list(self._lines(case))
        lines = [line for line, _why in found if line]
        why = next((why for _line, why in found if why), "")
        if not lines:
            return Route(case, hindrance=why)
        if case.state not in PLACED or case.is_party(self._by):  # nobody gives a place to themself
            own = case.state in (S.APPLIED, S.RETURNED_TO_TEACHER)
            return Route(case, lines[0], S.APPLIED if own else S.COUNTY_REVIEW)
        refusals = []
        for line in lines:
            refusal = self._seats.take(line, case.teacher, case.school)
            if not refusal:
                return Route(case, line, S.PROVISIONAL)
            refusals.append(refusal)
        return Route(case, lines[0], S.RESERVE, refusals[0])

    def _lines(self, case: Enrolment) -> Iterator[tuple[QuotaLine | None, str]]:
        """For each of the other cohorts the line this teacher would stand in there; or why there is none."""
        for other in self._others:
            line = other.line_for(case.teacher, case.school)
            if line is None:
                yield None, _("%(title)s has no seats for them.", title=other.title)
            else:
                hindrances = fitting(case.teacher, other, self._elsewhere).hindrances
                yield (None, hindrances[0]) if hindrances else (line, "")
