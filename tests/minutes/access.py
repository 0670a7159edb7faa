from datetime import timedelta

from teachnet.db import db, today
from teachnet.minutes.models import ActionItem, EntryKind, MinutesEntry
from teachnet.teams.models import Audience
from tests.access.rows import Row, nothing
from tests.factories import saved
from tests.teams.factories import a_member, a_session, a_team


def build(world) -> None:
    """A session of a team that `lead` leads, open to the region, with a paragraph by `own` and action items of theirs."""
    lead, own = world.people["lead"], world.people["own"]
    team = a_team(region=world.county, lead=lead, name="Primary science")
    sitting = a_session(team, audience=Audience.REGION)
    a_member(team, own)
    sitting.sign_up(own)
    entry = saved(MinutesEntry.write(sitting, "We wait.", kind=EntryKind.NOTE, by=own))
    item = saved(ActionItem.agree(sitting, "Ten questions", owner=own, due_on=today() + timedelta(days=7), by=lead))
    done = saved(ActionItem.agree(sitting, "A clip", owner=own, due_on=today(), by=lead))
    done.finish(by=own)
    db.session.commit()
    world.sitting_id, world.entry_id, world.item_id, world.done_id = sitting.id, entry.id, item.id, done.id
    world.minutes_team_id, world.version_id = team.id, entry.history[-1].id


def sitting(world) -> dict:
    return {"session_id": world.sitting_id}


def entry(world) -> dict:
    return {"entry_id": world.entry_id}


def item(world) -> dict:
    return {"item_id": world.item_id}


def done(world) -> dict:
    return {"item_id": world.done_id}


def an_action(world) -> dict:
    return {"what": "A clip", "owner": world.people["own"].id, "due_on": today().isoformat(), "reason": "Ill"}


# Open to the region: its teachers see the session, but what was said belongs to those who take part.
# fmt: off
ROWS = {
    #                                          anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET minutes.minutes": Row(sitting,       "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "GET minutes.entries": Row(sitting,       "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "GET minutes.history": Row(sitting,       "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "GET minutes.as_word": Row(sitting,       "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "GET minutes.as_pdf": Row(sitting,        "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "POST minutes.write": Row(sitting,        "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                              data=lambda w: {"text": "More", "kind": "note"}),
    "GET minutes.entry": Row(entry,           "302  200  403  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "POST minutes.change": Row(entry,         "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                               data=lambda w: {"text": "We wait longer.", "kind": "note", "version": 1}),
    "POST minutes.remove": Row(entry,         "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                               data=lambda w: {"version": 1}),
    "POST minutes.rise": Row(entry,           "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST minutes.approve": Row(sitting,      "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                data=lambda w: {"version": w.version_id}),
    # Nothing is approved in this world: there is nothing to open again.
    "POST minutes.reopen": Row(sitting,       "302  403  403  403  404  404  302  403  403  404  403  403  403  404  404  403",
                               data=lambda w: {"reason": "A mistake"}),
    "GET minutes.mine": Row(nothing,          "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "GET minutes.of_team": Row(lambda w: {"team_id": w.minutes_team_id},
                                              "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "POST minutes.agree": Row(sitting,        "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                              data=an_action),
    "GET minutes.item": Row(item,             "302  200  404  404  404  404  302  404  200  404  200  404  404  200  404  200"),
    "POST minutes.finish": Row(item,          "302  303  404  404  404  404  302  404  403  404  403  404  404  303  404  403"),
    "POST minutes.take_up_again": Row(done,   "302  303  404  404  404  404  302  404  403  404  403  404  404  303  404  403"),
    "POST minutes.let_go": Row(item,          "302  403  404  404  404  404  302  404  403  404  403  404  404  303  404  403",
                               data=lambda w: {"reason": "No longer needed"}),
    "POST minutes.hand_on": Row(item,         "302  403  404  404  404  404  302  404  403  404  403  404  404  303  404  403",
                                data=an_action),
}
