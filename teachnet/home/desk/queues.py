"""For offices: queues of which only the length is told, and who has never signed in."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import can_see_transfers, is_city_admin
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.research.policy import can_review_any


def due_for(person: Person) -> Iterator[DeskItem]:
    if can_see_transfers(person) or is_city_admin(person) or can_review_any(person):
        yield from _waiting(db.session.execute(queries.queues_of(person)).one())


def _waiting(many: sa.Row) -> Iterator[DeskItem]:
    if many.transfers:
        title = ngettext("One transfer to decide", "%(num)d transfers to decide", many.transfers)
        text = _("Another school has named somebody of yours as its own.")
        yield DeskItem(title, text, _("Decide"), url_for("accounts.transfers"))
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
        submitted = url_for("budget.budgets", state="submitted")
        yield DeskItem(title, _("A cohort’s budget was handed in."), _("Look"), submitted)
    if many.anomalies:
        title = ngettext("One anomaly in study to judge", "%(num)d anomalies in study to judge", many.anomalies)
        text = _("Whoever it is about waits for your word.")
        yield DeskItem(title, text, _("Look"), url_for("anomalies.sheet"), at_leisure=True)
    if many.given:
        title = ngettext("One thing another school gave", "%(num)d things other schools gave", many.given)
        text = _("It counts for them once you have confirmed it.")
        here = url_for("communities.activity", activity_id=many.first_given)
        yield DeskItem(title, text, _("Confirm"), here)
    if many.reports:
        title = ngettext("One research project to review", "%(num)d research projects to review", many.reports)
        text = _("Its report was handed in, and waits for your word.")
        yield DeskItem(title, text, _("Look"), url_for("research.index", state="handed_in"))
    if many.changes:
        title = ngettext(
            "One change of a research project to decide", "%(num)d changes of research projects to decide", many.changes
        )
        here = url_for("research.project", project_id=many.first_change, _anchor="changes")
        yield DeskItem(title, _("Its leader asks for it."), _("Look"), here)
    if many.unsigned:
        title = ngettext("One colleague has never signed in", "%(num)d colleagues have never signed in", many.unsigned)
        text = _("Give them a one-time code; with it they set their own password.")
        yield DeskItem(title, text, _("Give codes"), url_for("accounts.people", unsigned="y"), at_leisure=True)
