"""My desk: what this person has to do, across the features, most urgent first; and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.home.desk import (
    beside,
    credits,
    evaluation,
    library,
    notices,
    queues,
    refusals,
    returned,
    study,
    teams,
    training,
)
from teachnet.home.desk.item import DeskItem, most_urgent_first
from teachnet.training.models import Cohort
from teachnet.web.filters import in_words


@dataclass(frozen=True)
class Desk:
    person: Person
    items: list[DeskItem]
    next_session: teams.Ahead | None
    studies: study.Studies
    open_cohorts: Sequence[Cohort]
    cohorts_to_fill: Sequence[sa.Row]
    worth_a_look: Sequence[sa.Row]

    @property
    def has_aside(self) -> bool:
        return bool(self.next_session or self.studies.courses or self.open_cohorts or self.cohorts_to_fill)

    @property
    def heading(self) -> str:
        count = sum(item.is_this_week for item in self.items)
        name = self.person.name
        if not count:
            return _("%(name)s, nothing is due this week", name=name)
        said = {"name": name, "count": in_words(count)}
        return ngettext("%(name)s, one thing this week", "%(name)s, %(count)s things this week", count, **said)


def desk_of(person: Person) -> Desk:
    ahead, studies = teams.sessions_ahead(person), study.studies_of(person)
    items = [
        *training.due_for(person),
        *returned.due_for(person),
        *credits.due_for(person),
        *queues.due_for(person),
        *notices.due_for(person),
        *evaluation.due_for(person),
        *study.due_for(person, studies),
        *teams.due_for(person, ahead),
        *library.due_for(person),
        *refusals.due_for(person),
    ]
    return Desk(
        person,
        most_urgent_first(items),
        next_session=next((one for one in ahead if one.is_seated), None),
        studies=studies,
        open_cohorts=[] if items else beside.open_to(person),
        cohorts_to_fill=beside.cohorts_in_sight_of(person),
        worth_a_look=beside.worth_a_look_for(person),
    )
