"""Links that features to the right of training put on the page of a cohort. They offer them at start: training knows
none of them."""

from collections.abc import Callable

from teachnet.accounts.models import Person
from teachnet.training.models import Cohort, Enrolment

Link = tuple[str, str]  # where to, what it is called
# Of a cohort, for a reader and their own case in it, if they have one. Nothing for this reader: none.
Offer = Callable[[Cohort, Person, Enrolment | None], Link | None]


class Links:
    def __init__(self):
        self._offered: dict[Offer, None] = {}

    def offer(self, link: Offer) -> None:
        self._offered[link] = None

    def on(self, cohort: Cohort, reader: Person, case: Enrolment | None) -> list[Link]:
        return [link for offer in self._offered if (link := offer(cohort, reader, case))]


links = Links()
