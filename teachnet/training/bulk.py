"""One decision about many cases: which there are, and what each would come to. Looking changes nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.training import policy
from teachnet.training.models import Enrolment, EnrolmentState, QuotaLine
from teachnet.training.models.quota import find_seat
from teachnet.training.queries import AlikeKey, alike_key
from teachnet.training.steps import Step, step_of

S = EnrolmentState
Verb = Callable[[Enrolment, Person, str], None]

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class BulkStep:
    """A step of a case, taken in many. `becomes` is none where it depends on who has the case; a step that
    `needs_reason` tells the teacher why."""

    step: Step
    take: Verb
    becomes: EnrolmentState | None = None
    needs_reason: bool = False

    @property
    def name(self) -> str:
        return self.step.endpoint

    @property
    def label(self):
        return self.step.label

    def is_for(self, person: Person, case: Enrolment) -> bool:
        return self.step.is_open(person, case) and policy.is_turn_of(person, case)


def _send_back(case: Enrolment, by: Person, note: str) -> None:
    case.send_back(by=by, reason=note, acting_for=policy.acts_for(by, case))


def _reject(case: Enrolment, by: Person, note: str) -> None:
    case.reject(by=by, reason=note, acting_for=policy.acts_for(by, case))


def _put_on_reserve(case: Enrolment, by: Person, note: str) -> None:
    case.put_on_reserve(by=by, note=note, acting_for=policy.acts_for(by, case))


STEPS = (
    BulkStep(step_of("endorse"), lambda case, by, note: case.endorse(by=by, note=note), S.COUNTY_REVIEW),
    BulkStep(
        step_of("approve_for_county"), lambda case, by, note: case.approve_for_county(by=by, note=note), S.CITY_REVIEW
    ),
    BulkStep(
        step_of("admit_provisionally"), lambda case, by, note: case.admit_provisionally(by=by, note=note), S.PROVISIONAL
    ),
    BulkStep(step_of("admit"), lambda case, by, note: case.admit(by=by, note=note), S.ADMITTED),
    BulkStep(step_of("put_on_reserve"), _put_on_reserve, S.RESERVE),
    BulkStep(step_of("send_back"), _send_back, needs_reason=True),
    BulkStep(step_of("reject"), _reject, S.REJECTED, needs_reason=True),
)
BY_NAME = {step.name: step for step in STEPS}


@dataclass(frozen=True)
class Effect:
    """What would become of one case; or why nothing would."""

    case: Enrolment
    becomes: EnrolmentState | None
    hindrance: str = ""


@dataclass(frozen=True)
class Preview:
    step: BulkStep
    effects: Sequence[Effect]

    @property
    def possible(self) -> list[Effect]:
        return [effect for effect in self.effects if not effect.hindrance]

    @property
    def hindered(self) -> list[Effect]:
        return [effect for effect in self.effects if effect.hindrance]


def steps_open_to(person: Person, cases: Collection[Enrolment]) -> list[BulkStep]:
    """Those that are for at least one of these cases."""
    return [step for step in STEPS if any(step.is_for(person, case) for case in cases)]


def preview(step: BulkStep, cases: Sequence[Enrolment], by: Person, alike: Mapping[AlikeKey, int]) -> Preview:
    """In the order in which they stand: who comes first gets the last seat. The cases come with the lines of their
    cohorts; `alike` is how many of each stage and subject a county has placed: see `queries.placed_alike`."""
    seats = _Seats(Counter(), Counter(alike))
    return Preview(step, [_effect(step, case, by, seats) for case in cases])


def _effect(step: BulkStep, case: Enrolment, by: Person, seats: "_Seats") -> Effect:
    if not step.is_for(by, case):
        return Effect(case, None, _("This step is not open to you for this case: %(state)s.", state=case.state.label))
    if not case.cohort.is_announced:
        return Effect(case, None, _("The cohort is closed."))
    becomes = step.becomes or policy.one_level_back(case)
    takes_seat = becomes.holds_seat and not case.state.holds_seat
    return Effect(case, becomes) if not takes_seat else seats.take(case, becomes)


@dataclass(frozen=True)
class _Seats:
    """Those that earlier cases of a preview would have taken: by line, and by who teaches alike."""

    taken: Counter[int]
    alike: Counter[AlikeKey]

    def take(self, case: Enrolment, becomes: EnrolmentState) -> Effect:
        lines = [line for line in case.cohort.lines if line.county_id == case.line.county_id]
        most, key = case.cohort.most_alike(lines), alike_key(case)
        county = case.line.county.shown_name
        if most is not None and self.alike[key] >= most:
            return Effect(case, None, _("%(county)s has its %(most)s of this subject.", county=county, most=most))
        seat = find_seat(case.line, lines, case.teacher, case.school, self._left)
        if seat is None:
            return Effect(case, None, _("No seat of %(owner)s is left for it.", owner=case.line.owner))
        self.taken[seat.source.id] += 1
        self.alike[key] += 1
        return Effect(case, becomes)

    def _left(self, line: QuotaLine) -> int:
        return line.left - self.taken[line.id]
