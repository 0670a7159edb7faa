from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.bases import actions, policy, queries
from teachnet.bases.forms import RoomForm
from teachnet.bases.models import Room
from teachnet.bases.views.bases import base_page, load_base
from teachnet.bases.views.blueprint import bp
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.web.access import only, require


@bp.post("/<int:base_id>/rooms")
@only(policy.can_see_bases)
def add_room(base_id):
    base, form = load_base(base_id), RoomForm()
    require(policy.can_keep_rooms(me(), base))
    if not form.validate():
        return base_page(base, form), 422
    room = Room(base=base)
    form.fill(room)
    actions.keep(room)
    db.session.commit()
    return _to(room)


@bp.get("/rooms/<int:room_id>/edit")
@only(policy.can_see_bases)
def edit_room(room_id):
    room = _room(room_id)
    return _form(room, RoomForm(formdata=None, obj=room))


@bp.post("/rooms/<int:room_id>/edit")
@only(policy.can_see_bases)
def change_room(room_id):
    room, form = _room(room_id), RoomForm()
    if not form.validate():
        return _form(room, form), 422
    if form.version.data not in (None, room.version):
        raise Refused(_("Somebody else was quicker and changed this. Open the page again and look first."))
    form.fill(room)
    actions.keep(room)
    db.session.commit()
    return _to(room)


@bp.post("/rooms/<int:room_id>/removal")
@only(policy.can_see_bases)
def remove_room(room_id):
    room = _room(room_id)
    db.session.delete(room)
    db.session.commit()
    flash(_("%(name)s is no longer in the list of rooms.", name=room.name))
    return _to(room)


def _room(room_id: int) -> Room:
    room = db.one_or_404(queries.rooms_visible_to(me()).where(Room.id == room_id))
    require(policy.can_keep_rooms(me(), room.base))
    return room


def _form(room: Room, form: RoomForm):
    return render_template("bases/room_form.html", room=room, form=form)


def _to(room: Room):
    return redirect(url_for(".base", base_id=room.base_id, _anchor="rooms"), code=303)
