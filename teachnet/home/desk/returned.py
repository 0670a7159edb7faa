"""What came back to whoever made it, to be put right; and what was found about them, to be answered."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.credits.policy import can_claim
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.library.policy import can_submit


def due_for(person: Person) -> Iterator[DeskItem]:
    if not (can_submit(person) or can_claim(person)):
        return
    for what, number, title, note in db.session.execute(queries.RETURNED_TO_ME, {"me": person.id}):
        yield WAYS[what](number, title, note)


def _resource(number: int, title: str, note: str) -> DeskItem:
    text = note or _("The reviewer wrote what has to change before it can be published.")
    return _put_right(title, text, url_for("library.edit", version_id=number))


def _claim(number: int, title: str, note: str) -> DeskItem:
    return _put_right(title, note, url_for("credits.edit_claim", claim_id=number))


def _anomaly(number: int, _kind: str, _note: str) -> DeskItem:
    text = _("It was upheld. If it was otherwise, say so: you may appeal.")
    here = url_for("anomalies.anomaly", anomaly_id=number)
    return DeskItem(_("A finding about your study"), text, _("Read it"), here)


def _put_right(title: str, text: str, url: str) -> DeskItem:
    return DeskItem(_("Put right: %(title)s", title=title), text, _("Put right"), url)


WAYS = {"resource": _resource, "claim": _claim, "anomaly": _anomaly}
