"""For the city: objections to decide, and public notices whose days are over."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.notices import policy


def due_for(person: Person) -> Iterator[DeskItem]:
    if policy.can_close(person):
        for notice in db.session.execute(queries.NOTICES_THAT_WAIT):
            yield _objections(notice) if notice.undecided else _to_close(notice)


def _objections(notice) -> DeskItem:
    title = ngettext("One objection to decide", "%(num)d objections to decide", notice.undecided)
    url = url_for("notices.objections", notice_id=notice.id)
    return DeskItem(title, notice.title, _("Look"), url, due=notice.last_day)


def _to_close(notice) -> DeskItem:
    text = _("%(title)s: its days are over. Look at what will happen, then close it.", title=notice.title)
    url = url_for("notices.preview_closing", notice_id=notice.id)
    return DeskItem(_("Close a public notice"), text, _("Look"), url)
