"""The chain of a case: its states, who has it in each, and the moves that are allowed."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Holder(StrEnum):
    """Who has a case now."""

    TEACHER = "teacher"
    SCHOOL = "school"
    COUNTY = "county"
    CITY = "city"


class EnrolmentState(StrEnum):
    """The chain of a case: school → county → city → place → the teacher's word → the class → how it ended."""

    APPLIED = "applied"
    RETURNED_TO_TEACHER = "returned_to_teacher"
    RETURNED_TO_SCHOOL = "returned_to_school"
    COUNTY_REVIEW = "county_review"
    RETURNED_TO_COUNTY = "returned_to_county"
    CITY_REVIEW = "city_review"
    RESERVE = "reserve"
    OFFERED = "offered"
    PROVISIONAL = "provisional"
    ADMITTED = "admitted"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    DROPPED_OUT = "dropped_out"
    REMOVED = "removed"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"

    @property
    def label(self):
        return ENROLMENT_STATES[self][0]

    @property
    def look(self) -> str:
        """For whoever is not asked to act; for them it is "act"."""
        return ENROLMENT_STATES[self][1]

    @property
    def holder(self) -> Holder | None:
        return ENROLMENT_STATES[self][2]

    @property
    def story(self):
        """One sentence for the teacher: where the case is."""
        return STORIES[self]

    @property
    def is_returned(self) -> bool:
        return self in RETURNED

    @property
    def is_live(self) -> bool:
        return self not in ENDED

    @property
    def takes_days(self) -> bool:
        """Is the teacher busy on the days of the cohort?"""
        return self not in FREE_AGAIN

    @property
    def holds_seat(self) -> bool:
        """Does it count against the county's line?"""
        return self in SEATED

    @property
    def is_under_review(self) -> bool:
        return self in UNDER_REVIEW


ENROLMENT_STATES = {
    EnrolmentState.APPLIED: (_l("Waiting for the school to recommend"), "wait", Holder.SCHOOL),
    EnrolmentState.RETURNED_TO_TEACHER: (_l("Returned to the teacher"), "bad", Holder.TEACHER),
    EnrolmentState.RETURNED_TO_SCHOOL: (_l("Returned to the school"), "bad", Holder.SCHOOL),
    EnrolmentState.COUNTY_REVIEW: (_l("County review"), "wait", Holder.COUNTY),
    EnrolmentState.RETURNED_TO_COUNTY: (_l("Returned to the county"), "bad", Holder.COUNTY),
    EnrolmentState.CITY_REVIEW: (_l("City review"), "wait", Holder.CITY),
    EnrolmentState.RESERVE: (_l("On reserve"), "quiet", Holder.CITY),
    EnrolmentState.OFFERED: (_l("Offered a free place"), "wait", Holder.TEACHER),
    EnrolmentState.PROVISIONAL: (_l("Provisionally admitted"), "good", Holder.CITY),
    EnrolmentState.ADMITTED: (_l("Admitted, to be confirmed"), "wait", Holder.TEACHER),
    EnrolmentState.CONFIRMED: (_l("Confirmed"), "good", None),
    EnrolmentState.ARRIVED: (_l("Arrived"), "good", None),
    EnrolmentState.COMPLETED: (_l("Completed"), "good", None),
    EnrolmentState.NOT_COMPLETED: (_l("Not completed"), "bad", None),
    EnrolmentState.DROPPED_OUT: (_l("Dropped out"), "quiet", None),
    EnrolmentState.REMOVED: (_l("Removed from the cohort"), "bad", None),
    EnrolmentState.DECLINED: (_l("Gave up the place"), "quiet", None),
    EnrolmentState.REJECTED: (_l("Not approved"), "bad", None),
    EnrolmentState.WITHDRAWN: (_l("Withdrawn from the cohort"), "quiet", None),
    EnrolmentState.CANCELLED: (_l("Cohort was cancelled"), "bad", None),
}

STORIES = {
    EnrolmentState.APPLIED: _l("Your school has it and decides whether to recommend you."),
    EnrolmentState.RETURNED_TO_TEACHER: _l("It came back to you: put right what is asked for and hand it in again."),
    EnrolmentState.RETURNED_TO_SCHOOL: _l("Your school has it again: the county asked for something to be put right."),
    EnrolmentState.COUNTY_REVIEW: _l("Your county is reviewing it."),
    EnrolmentState.RETURNED_TO_COUNTY: _l("Your county has it again: the city asked for something to be put right."),
    EnrolmentState.CITY_REVIEW: _l("The city is reviewing it."),
    EnrolmentState.RESERVE: _l("You are on the reserve list: when a place becomes free, the first in rank gets it."),
    EnrolmentState.OFFERED: _l("A place has become free and is offered to you. Without an answer in time it goes on."),
    EnrolmentState.PROVISIONAL: _l(
        "You are on the list of those to be admitted; the city still has to confirm the list."
    ),
    EnrolmentState.ADMITTED: _l("You are admitted. Say whether you are coming."),
    EnrolmentState.CONFIRMED: _l("You are in the cohort."),
    EnrolmentState.ARRIVED: _l("You are there. Once the cohort is over, its host says whether you have completed it."),
    EnrolmentState.COMPLETED: _l("You have completed it; the hours stand in your credits."),
    EnrolmentState.NOT_COMPLETED: _l("It was not completed; the reason stands in the history of the case."),
    EnrolmentState.DROPPED_OUT: _l("You left the cohort before its end."),
    EnrolmentState.REMOVED: _l("You were taken off the cohort; the reason stands in the history of the case."),
    EnrolmentState.DECLINED: _l("The place was given up."),
    EnrolmentState.REJECTED: _l("It was not approved. The decision is final."),
    EnrolmentState.WITHDRAWN: _l("It was withdrawn."),
    EnrolmentState.CANCELLED: _l("The cohort is not held."),
}

RETURNED = (
    EnrolmentState.RETURNED_TO_TEACHER,
    EnrolmentState.RETURNED_TO_SCHOOL,
    EnrolmentState.RETURNED_TO_COUNTY,
)
# Before the cohort began: the same teacher may ask for it again.
ENDED = (EnrolmentState.DECLINED, EnrolmentState.REJECTED, EnrolmentState.WITHDRAWN, EnrolmentState.CANCELLED)
LEFT_EARLY = (EnrolmentState.DROPPED_OUT, EnrolmentState.REMOVED)
FREE_AGAIN = (*ENDED, *LEFT_EARLY)
FINISHED = (EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)
# A case keeps its seat while the county puts something right for the city. Once the cohort has begun a seat is used:
# who leaves then does not make room for another.
SEATED = (
    EnrolmentState.RETURNED_TO_COUNTY,
    EnrolmentState.CITY_REVIEW,
    EnrolmentState.OFFERED,
    EnrolmentState.PROVISIONAL,
    EnrolmentState.ADMITTED,
    EnrolmentState.CONFIRMED,
    EnrolmentState.ARRIVED,
    *FINISHED,
    *LEFT_EARLY,
)
EXPECTED = (EnrolmentState.ADMITTED, EnrolmentState.CONFIRMED)
# A place waits for the teacher's word.
ASKS_TEACHER = (EnrolmentState.OFFERED, EnrolmentState.ADMITTED)
# Whom the city has given a place, before anybody arrives.
PLACED = (EnrolmentState.PROVISIONAL, *EXPECTED)
# Who belongs to the cohort; and whom its host knows besides.
ON_ROSTER = (*EXPECTED, EnrolmentState.ARRIVED, *FINISHED)
# Whom the accounts pay for.
WERE_THERE = (EnrolmentState.ARRIVED, *FINISHED)
KNOWN_TO_HOST = (*ON_ROSTER, *LEFT_EARLY)
UNDER_REVIEW = (
    EnrolmentState.APPLIED,
    EnrolmentState.RETURNED_TO_SCHOOL,
    EnrolmentState.COUNTY_REVIEW,
    EnrolmentState.RETURNED_TO_COUNTY,
    EnrolmentState.CITY_REVIEW,
)
# What a cohort that is not held after all brings to its end.
NOT_BEGUN = (
    *UNDER_REVIEW,
    EnrolmentState.RETURNED_TO_TEACHER,
    EnrolmentState.RESERVE,
    EnrolmentState.OFFERED,
    *PLACED,
)


class Pile(StrEnum):
    """The tabs over a list of cases."""

    TO_DECIDE = "to_decide"
    UNDER_WAY = "under_way"
    RETURNED = "returned"
    PLACED = "placed"
    FINISHED = "finished"
    RESERVE = "reserve"
    ENDED = "ended"

    @property
    def label(self):
        return PILES[self][0]

    @property
    def states(self) -> tuple[EnrolmentState, ...]:
        """Empty for what is mine to decide: that depends on who asks."""
        return PILES[self][1]


PILES = {
    Pile.TO_DECIDE: (_l("Mine to decide"), ()),
    Pile.UNDER_WAY: (
        _l("Under review"),
        (EnrolmentState.APPLIED, EnrolmentState.COUNTY_REVIEW, EnrolmentState.CITY_REVIEW),
    ),
    Pile.RETURNED: (_l("Returned for correction"), RETURNED),
    Pile.PLACED: (_l("With a place"), (*PLACED, EnrolmentState.ARRIVED)),
    Pile.FINISHED: (_l("Assessed at the end"), FINISHED),
    Pile.RESERVE: (_l("On reserve"), (EnrolmentState.RESERVE, EnrolmentState.OFFERED)),
    Pile.ENDED: (_l("Ended"), FREE_AGAIN),
}


S = EnrolmentState

STEPS = {
    S.APPLIED: {S.COUNTY_REVIEW, S.RETURNED_TO_TEACHER, S.REJECTED, S.WITHDRAWN},
    S.RETURNED_TO_TEACHER: {S.APPLIED, S.WITHDRAWN},
    S.RETURNED_TO_SCHOOL: {S.COUNTY_REVIEW, S.RETURNED_TO_TEACHER, S.REJECTED, S.WITHDRAWN},
    S.COUNTY_REVIEW: {S.CITY_REVIEW, S.PROVISIONAL, S.RESERVE, S.RETURNED_TO_SCHOOL, S.REJECTED, S.WITHDRAWN},
    S.RETURNED_TO_COUNTY: {S.CITY_REVIEW, S.RESERVE, S.RETURNED_TO_SCHOOL, S.REJECTED, S.WITHDRAWN},
    S.CITY_REVIEW: {S.PROVISIONAL, S.RESERVE, S.RETURNED_TO_COUNTY, S.REJECTED, S.WITHDRAWN},
    S.RESERVE: {S.OFFERED, S.PROVISIONAL, S.REJECTED, S.WITHDRAWN},
    S.OFFERED: {S.PROVISIONAL, S.DECLINED},
    S.PROVISIONAL: {S.ADMITTED, S.REJECTED, S.WITHDRAWN},
    S.ADMITTED: {S.CONFIRMED, S.DECLINED, S.ARRIVED, S.DROPPED_OUT},
    S.CONFIRMED: {S.DECLINED, S.ARRIVED, S.DROPPED_OUT},
    S.ARRIVED: {S.COMPLETED, S.NOT_COMPLETED, S.DROPPED_OUT, S.REMOVED},
    S.COMPLETED: {S.NOT_COMPLETED},
    S.NOT_COMPLETED: {S.COMPLETED},
}
MOVES = {state: to | {S.CANCELLED} if state in NOT_BEGUN else to for state, to in STEPS.items()}

# One level back, from whoever has it now.
BACK = {Holder.SCHOOL: S.RETURNED_TO_TEACHER, Holder.COUNTY: S.RETURNED_TO_SCHOOL, Holder.CITY: S.RETURNED_TO_COUNTY}
