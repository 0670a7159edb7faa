from types import SimpleNamespace

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.materials.queries import shown_to
from teachnet.rooms import policy, queries
from teachnet.rooms.clock import Clock
from teachnet.rooms.forms import MessageForm, QuestionForm, VoteForm
from teachnet.rooms.models import QuestionState
from teachnet.rooms.people import around_now
from teachnet.teams.models import OnlineSession, Team
from teachnet.web.access import require

bp = Blueprint("rooms", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy})

SHOWN_STATES = [state for state in QuestionState if state is not QuestionState.HIDDEN]
# What the page copies when something comes live; none of it is anybody's, and none is ever kept.
BLANK = SimpleNamespace(
    question=SimpleNamespace(id=0, votes=0, state=QuestionState.OPEN, asker_id=None, text="", asked_by="", at=utcnow()),
    message=SimpleNamespace(id=0, by=None, at=utcnow(), text=""),
    hand=SimpleNamespace(person_id=0, person=None),
    vote=SimpleNamespace(id=0, text="", options=[""], is_closed=False),
)

REACHED_FROM_TEAMS = (
    "rooms.room",
    "rooms.ask",
    "rooms.vote",
    "rooms.mark",
    "rooms.say",
    "rooms.call_vote",
    "rooms.answer",
)


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    """On the page of a session: into the room while it is on, and what is left of it afterwards."""
    if isinstance(thing, Team):
        return None
    url = url_for("rooms.room", session_id=thing.id)
    if policy.can_take_part(reader, thing):
        return url, _("Into the room")
    return (url, _("Questions and messages")) if thing.is_over and policy.can_look(reader, thing) else None


def room_to_look_into(session_id: int) -> OnlineSession:
    session = db.one_or_404(queries.sessions_seen_by(me()).where(OnlineSession.id == session_id))
    require(policy.can_look(me(), session))
    return session


def room_to_speak_in(session_id: int) -> OnlineSession:
    session = room_to_look_into(session_id)
    require(policy.can_take_part(me(), session))
    return session


def room_to_run(session_id: int) -> OnlineSession:
    session = room_to_look_into(session_id)
    require(policy.can_run(me(), session))
    return session


def back_to(session: OnlineSession, anchor: str):
    return redirect(url_for("rooms.room", session_id=session.id, _anchor=anchor), code=303)


def page(session: OnlineSession, *, question=None, message=None, vote=None) -> str:
    room = db.session.scalars(queries.room_of(session)).first()
    return render_template(
        "rooms/room.html",
        session=session,
        since=queries.last_event_of(session),
        clock=Clock.of(session, room),
        shown_id=room and room.material_id,
        materials=shown_to(me(), session),
        questions=db.session.scalars(queries.questions_of(session)).all(),
        voted=queries.voted_by(me(), session),
        hands=db.session.scalars(queries.hands_of(session)).all(),
        messages=queries.messages_of(session),
        votes=queries.quick_votes_of(session, me()),
        around=around_now(session, me()),
        question_form=question or QuestionForm(formdata=None),
        message_form=message or MessageForm(formdata=None),
        vote_form=vote or VoteForm(formdata=None),
        question_states=SHOWN_STATES,
        blank=BLANK,
        now=utcnow(),
    )
