"""Links that features to the right of study put on the page of a course, for who studies it, and of a group. They offer
them at start: study knows none of them."""

from collections.abc import Callable

from teachnet.accounts.models import Person
from teachnet.study.models import CourseEnrolment, StudyGroup

Link = tuple[str, str]  # where to, what it is called
# Nothing for this reader: none.
Offer = Callable[[CourseEnrolment | StudyGroup, Person], Link | None]


class Links:
    def __init__(self):
        self._offered: dict[Offer, None] = {}

    def offer(self, link: Offer) -> None:
        self._offered[link] = None

    def on(self, thing: CourseEnrolment | StudyGroup, reader: Person) -> list[Link]:
        return [link for offer in self._offered if (link := offer(thing, reader))]


links = Links()
