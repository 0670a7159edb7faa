"""One decision about many cases: which there are, and what each would come to. Looking changes nothing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.training import policy
from teachnet.training.models import Enrolment, EnrolmentState
from teachnet.training.seat_plan import SeatPlan
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


def preview(step: BulkStep, cases: Sequence[Enrolment], by: Person) -> Preview:
    """In the order in which they stand: who comes first gets the last seat. The cases come with the lines of their
    cohorts."""
    seats = SeatPlan({case.cohort_id for case in cases})
    return Preview(step, [_effect(step, case, by, seats) for case in cases])


def _effect(step: BulkStep, case: Enrolment, by: Person, seats: SeatPlan) -> Effect:
    if not step.is_for(by, case):
        return Effect(case, None, _("This step is not open to you for this case: %(state)s.", state=case.state.label))
    if not case.cohort.is_announced:
        return Effect(case, None, _("The cohort is closed."))
    becomes = step.becomes or policy.one_level_back(case)
    takes_seat = becomes.holds_seat and not case.state.holds_seat
    told = seats.take(case.line, case.teacher, case.school) if takes_seat else ""
    return Effect(case, None, told) if told else Effect(case, becomes)
