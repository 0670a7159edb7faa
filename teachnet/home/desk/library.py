"""What waits for a reviewer, and what a saved search has newly found."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.library import policy
from teachnet.library.asking.queries import new_finds, saved_searches_of
from teachnet.web.filters import ago


def due_for(person: Person) -> Iterator[DeskItem]:
    if policy.is_reviewer(person):
        yield from _to_review_by(person)
    yield from _newly_found_by(person)


def _newly_found_by(person: Person) -> Iterator[DeskItem]:
    saved = db.session.scalars(saved_searches_of(person)).all()
    found = new_finds(person, saved)
    names = [one.name for one in saved if found[one.id]]
    if names:
        count = sum(found.values())
        title = ngettext("One new find in your saved searches", "%(num)d new finds in your saved searches", count)
        url = url_for("library.saved_searches")
        yield DeskItem(title, _("In: %(names)s", names=", ".join(names[:3])), _("Look"), url, at_leisure=True)


def _to_review_by(person: Person) -> Iterator[DeskItem]:
    waiting, since, asked = db.session.execute(queries.review_load(person)).one()
    if waiting:
        title = ngettext("One resource to review", "%(num)d resources to review", waiting)
        text = _("The oldest was handed in %(ago)s.", ago=ago(since))
        yield DeskItem(title, text, _("Start reviewing"), url_for("library.review_queue"))
    if asked:
        title = ngettext("One second opinion to give", "%(num)d second opinions to give", asked)
        text = _("Another reviewer asks you; they decide with your answer.")
        yield DeskItem(title, text, _("Answer"), url_for("library.review_queue"))
