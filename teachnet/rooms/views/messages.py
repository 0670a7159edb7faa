from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.rooms import policy, queries
from teachnet.rooms.forms import MessageForm
from teachnet.rooms.models import RoomMessage
from teachnet.rooms.views.blueprint import back_to, bp, page, room_to_speak_in
from teachnet.web.access import members_only, require


@bp.post("/sessions/<int:session_id>/room/messages")
@members_only
def say(session_id):
    session, form = room_to_speak_in(session_id), MessageForm()
    if not form.validate():
        return page(session, message=form), 422
    RoomMessage.say(session, form.text.data or "", by=me())
    db.session.commit()
    return back_to(session, "messages")


@bp.post("/messages/<int:message_id>/hiding")
@members_only
def hide(message_id):
    message = db.one_or_404(queries.messages_visible_to(me()).where(RoomMessage.id == message_id))
    require(policy.can_run(me(), message.session))
    message.hide()
    db.session.commit()
    return back_to(message.session, "messages")
