"""The room itself: the page, being there, the host's steps through the agenda, hands."""

from datetime import timedelta

from flask import url_for

from teachnet.accounts.current import me
from teachnet.db import db, reading
from teachnet.materials.models import SessionMaterial
from teachnet.materials.queries import materials_visible_to
from teachnet.rooms import queries
from teachnet.rooms.forms import ShowForm, StepForm
from teachnet.rooms.models import RaisedHand, SessionRoom
from teachnet.rooms.people import around_now
from teachnet.rooms.views.blueprint import (
    back_to,
    bp,
    page,
    room_to_look_into,
    room_to_run,
    room_to_speak_in,
)
from teachnet.stays.models import SessionRules, Stay
from teachnet.web.access import leaves_no_trail, members_only
from teachnet.web.htmx import swap_or_redirect


@bp.get("/sessions/<int:session_id>/room")
@members_only
def room(session_id):
    return page(room_to_look_into(session_id))


@bp.post("/sessions/<int:session_id>/room/stay")
@members_only
@leaves_no_trail("stays are rows of their own, a few a minute for each person; confirming them is told")
def stay(session_id):
    """An open page says so every few seconds, and gets who else is there."""
    session = room_to_speak_in(session_id)
    Stay.hear(session, me(), silence=timedelta(minutes=SessionRules.in_force().silence))
    db.session.commit()
    with reading():  # nobody who writes waits for a list of three hundred
        around = around_now(session, me())
    page = url_for(".room", session_id=session.id, _anchor="around")
    return swap_or_redirect("rooms/_people.html", page, session=session, around=around, again=True)


@bp.post("/sessions/<int:session_id>/room/step")
@members_only
def step(session_id):
    session, form = room_to_run(session_id), StepForm()
    item = next((one for one in session.agenda if form.validate() and one.position == form.position.data), None)
    if item is None:
        return page(session), 422
    SessionRoom.of(session).step_to(item)
    db.session.commit()
    return back_to(session, "agenda")


@bp.post("/sessions/<int:session_id>/room/showing")
@members_only
def show(session_id):
    """The host turns everybody's page to one of the materials."""
    session, form = room_to_run(session_id), ShowForm()
    if not form.validate():
        return page(session), 422
    of_session = SessionMaterial.session_id == session.id
    material = None
    if form.material.data:
        material = db.one_or_404(materials_visible_to(me()).where(of_session, SessionMaterial.id == form.material.data))
    SessionRoom.of(session).show(material)
    db.session.commit()
    return back_to(session, "materials")


@bp.post("/sessions/<int:session_id>/room/hand")
@members_only
@leaves_no_trail("a hand goes up and down, and nothing hangs on it")
def raise_hand(session_id):
    session = room_to_speak_in(session_id)
    RaisedHand.put(session, me(), up=True)
    db.session.commit()
    return back_to(session, "hands")


@bp.post("/sessions/<int:session_id>/room/hand/lowering")
@members_only
@leaves_no_trail("a hand goes up and down, and nothing hangs on it")
def lower_hand(session_id):
    session = room_to_speak_in(session_id)
    RaisedHand.put(session, me(), up=False)
    db.session.commit()
    return back_to(session, "hands")


@bp.post("/sessions/<int:session_id>/room/hands/<int:person_id>/lowering")
@members_only
@leaves_no_trail("a hand goes up and down, and nothing hangs on it")
def call_on(session_id, person_id):
    """The host calls on somebody: their hand goes down."""
    session = room_to_run(session_id)
    hand = db.one_or_404(queries.hands_of(session).where(RaisedHand.person_id == person_id))
    RaisedHand.put(session, hand.person, up=False)
    db.session.commit()
    return back_to(session, "hands")
