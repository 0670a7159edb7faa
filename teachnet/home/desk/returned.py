"""What came back to whoever made it, to be put right."""

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
        url, text = WAYS[what](number, note)
        yield DeskItem(_("Put right: %(title)s", title=title), text, _("Put right"), url)


def _resource(number: int, note: str) -> tuple[str, str]:
    text = note or _("The reviewer wrote what has to change before it can be published.")
    return url_for("library.edit", version_id=number), text


def _claim(number: int, note: str) -> tuple[str, str]:
    return url_for("credits.edit_claim", claim_id=number), note


WAYS = {"resource": _resource, "claim": _claim}
