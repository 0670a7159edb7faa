"""Questionnaires of cohorts this person attended, while they are open."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_teacher
from teachnet.evaluation.queries import open_for
from teachnet.home.desk.item import DeskItem


def due_for(person: Person) -> Iterator[DeskItem]:
    if not is_teacher(person):
        return
    for cohort, round, last_day in open_for(person):
        title = _("How was it? %(title)s", title=cohort.title)
        url = url_for("evaluation.sheet", cohort_id=cohort.id, round=round.value)
        text = _("%(round)s: a few questions, anonymous.", round=round.label)
        yield DeskItem(title, text, _("Fill it in"), url, due=last_day)
