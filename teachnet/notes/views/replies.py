from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.notes import policy, queries
from teachnet.notes.forms import ReplyForm
from teachnet.notes.models import Note, NoteReply
from teachnet.notes.views.blueprint import bp
from teachnet.notes.views.clips import changed, page_of
from teachnet.notes.views.notes import clip_of, note_seen
from teachnet.web.access import members_only, require


@bp.post("/<int:note_id>/replies")
@members_only
def reply(note_id):
    note = note_seen(note_id)
    require(policy.can_reply(me(), note))
    held, form = clip_of(note), ReplyForm()
    if held is None:
        raise Refused(_("You no longer see the clip of this note."))
    if not form.validate():
        return page_of(held, wrong=(note.id, form)), 422
    note.reply(form.text.data, by=me())
    db.session.commit()
    return changed(held, note)


@bp.get("/replies/<int:reply_id>/edit")
@members_only
def edit_reply(reply_id):
    answer = _own(reply_id)
    return render_template("notes/edit_reply.html", answer=answer, form=ReplyForm(obj=answer))


@bp.post("/replies/<int:reply_id>/edit")
@members_only
def change_reply(reply_id):
    answer, form = _own(reply_id), ReplyForm()
    note = answer.note
    if not form.validate():
        return render_template("notes/edit_reply.html", answer=answer, form=form), 422
    answer.change(form.text.data)
    db.session.commit()
    return _back_to(note)


@bp.post("/replies/<int:reply_id>/deletion")
@members_only
def delete_reply(reply_id):
    answer = _own(reply_id)
    note = answer.note
    db.session.delete(answer)
    db.session.commit()
    return _back_to(note)


def _own(reply_id: int) -> NoteReply:
    answer = db.one_or_404(queries.replies_visible_to(me()).where(NoteReply.id == reply_id))
    require(policy.can_change(me(), answer))
    return answer


def _back_to(note: Note):
    """Where that is still seen."""
    held = clip_of(note)
    return changed(held, note) if held else redirect(url_for(".mine"), code=303)
