from teachnet.db import db
from teachnet.rooms.models import QuickVote, RaisedHand, RoomMessage
from teachnet.teams.models import Audience
from tests.access.rows import Row
from tests.rooms.factories import a_question, begin
from tests.teams.factories import a_member, a_session, a_team


def build(world) -> None:
    """A session that is on, open to the region, with `own` in the room, who asked and has a hand up."""
    lead, own = world.people["lead"], world.people["own"]
    team = a_team(region=world.county, lead=lead, name="Primary art")
    a_member(team, own)
    on = a_session(team, audience=Audience.REGION)
    on.sign_up(own)
    begin(on)
    question = a_question(on, lead)
    vote, message = QuickVote.call(on, "Again?", ["Yes", "No"]), RoomMessage.say(on, "Hello", by=own)
    RaisedHand.put(on, own, up=True)
    db.session.commit()
    world.on_id, world.question_id, world.vote_id, world.message_id = on.id, question.id, vote.id, message.id


def on(world) -> dict:
    return {"session_id": world.on_id}


def question(world) -> dict:
    return {"question_id": world.question_id}


def vote(world) -> dict:
    return {"vote_id": world.vote_id}


# Of the region, but without a seat: they see that there is a session, and are not in its room.
# fmt: off
ROWS = {
    #                                       anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET rooms.room": Row(on,              "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "GET rooms.stream": Row(on,            "302  200  403  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "POST rooms.stay": Row(on,             "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST rooms.step": Row(on,             "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                           data=lambda w: {"position": 2}),
    # Nothing is put away: nothing was shown.
    "POST rooms.show": Row(on,             "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST rooms.raise_hand": Row(on,       "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST rooms.lower_hand": Row(on,       "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST rooms.call_on": Row(lambda w: on(w) | {"person_id": w.people["own"].id},
                                           "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST rooms.ask": Row(on,              "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                          data=lambda w: {"text": "Why?"}),
    # Nobody votes for their own question.
    "POST rooms.vote": Row(question,       "302  303  403  403  404  404  302  403  403  404  403  403  403  409  404  403"),
    "POST rooms.mark": Row(question,       "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                           data=lambda w: {"state": "answered"}),
    "POST rooms.say": Row(on,              "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                          data=lambda w: {"text": "Hello"}),
    "POST rooms.hide": Row(lambda w: {"message_id": w.message_id},
                                           "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
    "POST rooms.call_vote": Row(on,        "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                data=lambda w: {"text": "Again?", "options": "Yes\nNo"}),
    "POST rooms.answer": Row(vote,         "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                             data=lambda w: {"option": 0}),
    "POST rooms.close_vote": Row(vote,     "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
}
