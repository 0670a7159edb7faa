"""Queues of an office that have no other line on its desk: evidence to compare, replacements and budgets to decide."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_city_admin, is_school_admin
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem


def due_for(person: Person) -> Iterator[DeskItem]:
    if is_school_admin(person) or is_city_admin(person):
        yield from _waiting(db.session.execute(queries.queues_of(person)).one())


def _waiting(many) -> Iterator[DeskItem]:
    if many.evidence:
        title = ngettext("One piece of evidence to compare", "%(num)d pieces of evidence to compare", many.evidence)
        text = _("What teachers have done in enterprises, and their skill certificates.")
        yield DeskItem(title, text, _("Compare"), url_for("evidence.to_compare"))
    if many.replacements:
        title = ngettext("One replacement to decide", "%(num)d replacements to decide", many.replacements)
        text = _("Somebody shall come instead of somebody who has a place.")
        yield DeskItem(title, text, _("Decide"), url_for("training.replacements"))
    if many.budgets:
        title = ngettext("One budget to approve", "%(num)d budgets to approve", many.budgets)
        yield DeskItem(
            title, _("A cohort’s budget was handed in."), _("Look"), url_for("budget.budgets", state="submitted")
        )
