"""For offices: who has never signed in, and who is asked for by another school. For the auditor: what was refused."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import can_see_transfers, is_auditor
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem


def due_for(person: Person) -> Iterator[DeskItem]:
    if can_see_transfers(person):
        unsigned, transfers = db.session.execute(queries.colleagues_waiting_for(person)).one()
        if transfers:
            yield _transfers(transfers)
        if unsigned:
            yield _without_sign_in(unsigned)
    if is_auditor(person) and (refused := db.session.scalar(queries.refusals_this_week())):
        yield _refused(refused)


def _transfers(count: int) -> DeskItem:
    title = ngettext("One transfer to decide", "%(num)d transfers to decide", count)
    text = _("Another school has named somebody of yours as its own.")
    return DeskItem(title, text, _("Decide"), url_for("accounts.transfers"))


def _without_sign_in(count: int) -> DeskItem:
    title = ngettext("One colleague has never signed in", "%(num)d colleagues have never signed in", count)
    text = _("Give them a one-time code; with it they set their own password.")
    return DeskItem(title, text, _("Give codes"), url_for("accounts.people", unsigned="y"), at_leisure=True)


def _refused(count: int) -> DeskItem:
    title = ngettext("One attempt was refused this week", "%(num)d attempts were refused this week", count)
    text = _("See who tried what, and from where.")
    return DeskItem(title, text, _("Look"), url_for("accounts.audit", outcome="refused"), at_leisure=True)
