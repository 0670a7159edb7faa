"""My desk: what this person has to do, across the features, most urgent first."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.home.desk import library, people, study, teams, training
from teachnet.home.desk.item import DeskItem, most_urgent_first
from teachnet.web.filters import in_words


@dataclass(frozen=True)
class Desk:
    person: Person
    items: list[DeskItem]
    next_session: teams.Ahead | None
    studies: study.Studies

    @property
    def heading(self) -> str:
        count = sum(item.is_this_week for item in self.items)
        if not count:
            return _("%(name)s, nothing is due this week", name=self.person.name)
        return ngettext(
            "%(name)s, one thing this week", "%(name)s, %(count)s things this week", count, name=self.person.name,
            count=in_words(count),
        )  # fmt: skip


def desk_of(person: Person) -> Desk:
    ahead, studies = teams.sessions_ahead(person), study.studies_of(person)
    items = [
        *training.due_for(person),
        *study.due_for(person, studies),
        *teams.due_for(person, ahead),
        *library.due_for(person),
        *people.due_for(person),
    ]
    next_session = next((one for one in ahead if one.is_seated), None)
    return Desk(person, most_urgent_first(items), next_session, studies)
