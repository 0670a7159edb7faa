"""What came back to whoever made it, to be put right; what was found about them, to be answered; and what they took on
in a session, to be done."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.credits.policy import can_claim
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.library.policy import can_submit
from teachnet.research.models import ResearchStage
from teachnet.research.policy import can_review_any


def due_for(person: Person) -> Iterator[DeskItem]:
    if not (can_submit(person) or can_claim(person) or can_review_any(person)):
        return
    for what, number, title, note, due in db.session.execute(queries.RETURNED_TO_ME, {"me": person.id}):
        yield WAYS[what](number, title, note, due)


def _resource(number: int, title: str, note: str, _due: None) -> DeskItem:
    text = note or _("The reviewer wrote what has to change before it can be published.")
    return _put_right(title, text, url_for("library.edit", version_id=number))


def _claim(number: int, title: str, note: str, _due: None) -> DeskItem:
    return _put_right(title, note, url_for("credits.edit_claim", claim_id=number))


def _anomaly(number: int, _title: str, _note: str, _due: None) -> DeskItem:
    text = _("It was upheld. If it was otherwise, say so: you may appeal.")
    here = url_for("anomalies.anomaly", anomaly_id=number)
    return DeskItem(_("A finding about your study"), text, _("Read it"), here)


def _action(number: int, title: str, team: str, due: date) -> DeskItem:
    text = _("You took it on in a session of %(team)s.", team=team)
    return DeskItem(title, text, _("It is done"), url_for("minutes.item", item_id=number), due=due)


def _put_right(title: str, text: str, url: str) -> DeskItem:
    return DeskItem(_("Put right: %(title)s", title=title), text, _("Put right"), url)


def _observe(number: int, title: str, teacher: str, _due: None) -> DeskItem:
    text = _("A lesson of %(name)s. Your sheet is not handed in yet.", name=teacher)
    here = url_for("observations.lesson", lesson_id=number)
    return DeskItem(_("Observe: %(title)s", title=title), text, _("To the lesson"), here)


def _reply(number: int, title: str, _note: str, _due: None) -> DeskItem:
    text = _("Colleagues have handed in what they observed. You reply, and decide who else may see it.")
    here = url_for("observations.lesson", lesson_id=number)
    return DeskItem(_("Your lesson was observed: %(title)s", title=title), text, _("Read it"), here)


def _draft(number: int, title: str, team: str, _due: None) -> DeskItem:
    text = _("%(team)s waits for your first draft.", team=team)
    here = url_for("preparation.preparation", preparation_id=number)
    return DeskItem(_("First draft: %(title)s", title=title), text, _("Go on writing"), here)


def _own_plan(number: int, title: str, team: str, due: date) -> DeskItem:
    text = _("%(team)s has agreed on a shared plan. Your school makes one of its own of it.", team=team)
    here = url_for("preparation.preparation", preparation_id=number)
    return DeskItem(_("A plan of our own: %(title)s", title=title), text, _("To the shared plan"), here, due=due)


def _invited(number: int, team: str, lead: str, _due: None) -> DeskItem:
    text = _("%(name)s leads it.", name=lead)
    return DeskItem(_("Invited into %(team)s", team=team), text, _("Answer"), url_for("teams.team", team_id=number))


def _report(number: int, title: str, note: str, _due: None) -> DeskItem:
    return _put_right(title, note, url_for("research.writing", project_id=number))


def _milestone(number: int, title: str, named: str, due: date) -> DeskItem:
    """`named` is the stage, or what the milestone is called."""
    what = ResearchStage(named).label if named in set(ResearchStage) else named
    text = _("A milestone of your research project.")
    here = url_for("research.project", project_id=number)
    return DeskItem(_("%(what)s: %(title)s", what=what, title=title), text, _("To the project"), here, due=due)


def _record(number: int, title: str, leader: str, due: date) -> DeskItem:
    text = _("%(name)s leads the project.", name=leader)
    here = url_for("research.visit", visit_id=number)
    return DeskItem(_("Record of the visit: %(title)s", title=title), text, _("To the visit"), here, due=due)


def _advised(number: int, title: str, visitor: str, _due: None) -> DeskItem:
    text = _("%(name)s has written down what was seen, and advises you.", name=visitor)
    here = url_for("research.visit", visit_id=number)
    return DeskItem(_("Answer the visit: %(title)s", title=title), text, _("To the visit"), here)


WAYS = {
    "resource": _resource,
    "claim": _claim,
    "anomaly": _anomaly,
    "action": _action,
    "observe": _observe,
    "reply": _reply,
    "draft": _draft,
    "own plan": _own_plan,
    "invited": _invited,
    "report": _report,
    "milestone": _milestone,
    "record": _record,
    "advised": _advised,
}
