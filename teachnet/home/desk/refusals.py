"""For the auditor: what was refused."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_auditor
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem


def due_for(person: Person) -> Iterator[DeskItem]:
    if is_auditor(person) and (refused := db.session.scalar(queries.refusals_this_week())):
        title = ngettext("One attempt was refused this week", "%(num)d attempts were refused this week", refused)
        text = _("See who tried what, and from where.")
        yield DeskItem(title, text, _("Look"), url_for("accounts.audit", outcome="refused"), at_leisure=True)
