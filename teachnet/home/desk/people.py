"""For school offices: who has never signed in. For the auditor: what was refused."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import can_see_transfers, is_auditor, is_school_admin
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem


def due_for(person: Person) -> Iterator[DeskItem]:
    if is_school_admin(person):
        yield from _without_sign_in(person)
    if can_see_transfers(person):
        yield from _transfers(person)
    if is_auditor(person):
        yield from _refused()


def _without_sign_in(person: Person) -> Iterator[DeskItem]:
    waiting = db.session.scalar(queries.people_without_sign_in(person))
    if waiting:
        title = ngettext("One colleague has never signed in", "%(num)d colleagues have never signed in", waiting)
        text = _("Give them a one-time code; with it they set their own password.")
        yield DeskItem(title, text, _("Give codes"), url_for("accounts.people", unsigned="y"), at_leisure=True)


def _transfers(person: Person) -> Iterator[DeskItem]:
    waiting = db.session.scalar(queries.transfers_waiting_for(person))
    if waiting:
        title = ngettext("One transfer to decide", "%(num)d transfers to decide", waiting)
        text = _("Another school has named somebody of yours as its own.")
        yield DeskItem(title, text, _("Decide"), url_for("accounts.transfers"))


def _refused() -> Iterator[DeskItem]:
    refused = db.session.scalar(queries.refusals_this_week())
    if refused:
        title = ngettext("One attempt was refused this week", "%(num)d attempts were refused this week", refused)
        text = _("See who tried what, and from where.")
        yield DeskItem(title, text, _("Look"), url_for("accounts.audit", outcome="refused"), at_leisure=True)
