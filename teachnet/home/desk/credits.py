"""Claims that wait for an office."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.credits import policy
from teachnet.credits.queries import claims_to_decide, how_many
from teachnet.db import db
from teachnet.home.desk.item import DeskItem


def due_for(person: Person) -> Iterator[DeskItem]:
    if policy.decides_claims(person):
        yield from _to_decide(person)


def _to_decide(person: Person) -> Iterator[DeskItem]:
    waiting = db.session.scalar(how_many(claims_to_decide(person)))
    if waiting:
        title = ngettext("One claim to decide", "%(num)d claims to decide", waiting)
        yield DeskItem(title, _("Training that teachers have taken elsewhere."), _("Decide"), url_for("credits.claims"))
