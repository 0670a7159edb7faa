"""The buttons of a case: which step is open to whom, now. The views ask the same policies again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from teachnet.accounts.models import Person
from teachnet.training import policy
from teachnet.training.chain import EXPECTED
from teachnet.training.models import Enrolment, EnrolmentState

S = EnrolmentState
REVIEWS = (S.APPLIED, S.RETURNED_TO_SCHOOL, S.COUNTY_REVIEW, S.RETURNED_TO_COUNTY, S.CITY_REVIEW)


@dataclass(frozen=True)
class Step:
    """`endpoint` is the verb's; a step with `words` asks for a reason or invites a remark."""

    endpoint: str
    label: Any
    states: tuple[EnrolmentState, ...]
    may: Callable[[Person, Enrolment], bool]
    look: str = ""
    words: bool = False

    def is_open(self, person: Person, case: Enrolment) -> bool:
        return case.state in self.states and self.may(person, case)


STEPS = (
    Step("endorse", _l("Recommend to the county"), (S.APPLIED, S.RETURNED_TO_SCHOOL), policy.can_endorse, "primary"),
    Step(
        "approve_for_county",
        _l("Approve for the county"),
        (S.COUNTY_REVIEW, S.RETURNED_TO_COUNTY),
        policy.can_approve_for_county,
        "primary",
    ),
    Step("admit_provisionally", _l("Admit provisionally"), (S.CITY_REVIEW,), policy.can_admit, "primary"),
    Step("offer_place", _l("Offer the free place"), (S.RESERVE,), policy.can_promote, "primary"),
    Step("accept_offer", _l("I take the place"), (S.OFFERED,), policy.can_accept_now, "primary"),
    Step("admit", _l("Admit"), (S.PROVISIONAL,), policy.can_admit_singly, "primary"),
    Step("confirm", _l("I am coming"), (S.ADMITTED,), policy.can_confirm, "primary"),
    Step(
        "resubmit",
        _l("Hand in again"),
        (S.RETURNED_TO_TEACHER, S.RETURNED_TO_SCHOOL),
        policy.is_to_put_right,
        "primary",
        words=True,
    ),
    Step(
        "put_on_reserve",
        _l("Put on reserve"),
        (S.COUNTY_REVIEW, S.RETURNED_TO_COUNTY, S.CITY_REVIEW),
        policy.decides_now,
        words=True,
    ),
    Step(
        "admit_beyond_quota", _l("Admit beyond the quota"), (S.COUNTY_REVIEW, S.RESERVE), policy.can_except, words=True
    ),
    Step("send_back", _l("Return for correction"), REVIEWS, policy.decides_now, words=True),
    Step(
        "reject", _l("Do not approve"), (*REVIEWS, S.RESERVE, S.PROVISIONAL), policy.decides_now, "danger", words=True
    ),
    Step("decline", _l("Give up the place"), (S.OFFERED, *EXPECTED), policy.can_still_decline, "danger", words=True),
    Step("arrive", _l("Has arrived"), EXPECTED, policy.can_receive_now, "primary"),
    Step("complete", _l("Completed"), (S.ARRIVED, S.NOT_COMPLETED), policy.can_finish_now, words=True),
    Step("fail_to_complete", _l("Not completed"), (S.ARRIVED, S.COMPLETED), policy.can_finish_now, words=True),
    Step("drop_out", _l("Dropped out"), (*EXPECTED, S.ARRIVED), policy.can_leave_now, "danger", words=True),
    Step("remove", _l("Remove from the cohort"), (S.ARRIVED,), policy.can_remove, "danger", words=True),
    Step(
        "withdraw",
        _l("Withdraw the enrolment"),
        (*REVIEWS, S.RETURNED_TO_TEACHER, S.RESERVE, S.PROVISIONAL),
        policy.can_withdraw,
        "danger",
        words=True,
    ),
)


def step_of(endpoint: str) -> Step:
    """The first of that name: the usual way there."""
    return next(step for step in STEPS if step.endpoint == endpoint)


def steps_for(person: Person, case: Enrolment) -> list[Step]:
    if not case.cohort.is_announced:
        return []
    return [step for step in STEPS if step.is_open(person, case)]
