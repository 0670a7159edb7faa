"""A phone checks in: by the code it scanned, or by six digits typed.

A scan is exchanged at once for a ticket on this device, good for two minutes: signing in or a slow line costs nobody
their check-in. Only the button after it changes anything.
"""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.attendance import actions, codes, queries
from teachnet.attendance.forms import CodeForm, TicketForm
from teachnet.attendance.models import ClassMeeting, Kind, Source
from teachnet.attendance.views.blueprint import bp
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.web import device
from teachnet.web.access import members_only, public


@bp.get("/check-in/scan/<token>")
@public
def scanned(token):
    """Before anybody is asked who they are: the code lives only for twenty seconds."""
    read = codes.read_token(token)
    if read is None:
        return render_template("attendance/too_late.html"), 410
    ticket = codes.ticket(*read, device.current())
    return redirect(url_for(".confirm", ticket=ticket), code=303)


@bp.get("/check-in/tickets/<ticket>")
@members_only
def confirm(ticket):
    case, meeting, kind = _mine(ticket)
    return render_template("attendance/confirm.html", case=case, meeting=meeting, kind=kind, ticket=ticket)


@bp.post("/check-in/tickets/<ticket>")
@members_only
def check_in(ticket):
    case, meeting, kind = _mine(ticket)
    TicketForm().validate()
    actions.check_in(case, meeting, kind, by=me(), device=device.current(), source=Source.QR)
    db.session.commit()
    return _done(meeting, kind)


@bp.get("/check-in")
@members_only
def enter_code():
    return _code_page(CodeForm(formdata=None))


@bp.post("/check-in")
@members_only
def take_code():
    form = CodeForm()
    if not form.validate():
        return _code_page(form), 422
    actions.require_patience(me())
    found = _by_code(form.code.data)
    if found is None:
        actions.note_wrong_code(me())
        db.session.commit()
        form.code.errors = [_("This is not the code of any class of yours now. It changes every ten seconds.")]
        return _code_page(form), 422
    case, meeting, kind = found
    actions.check_in(case, meeting, kind, by=me(), device=device.current(), source=Source.CODE)
    db.session.commit()
    return _done(meeting, kind)


def _mine(ticket):
    """My case and the meeting this ticket is for; it is good on the device that scanned."""
    read = codes.read_ticket(ticket, device.current())
    if read is None:
        raise Refused(_("This scan is too old, or from another device. Scan the code on the screen again."))
    for case, meeting in db.session.execute(queries.my_cases_at(me())):
        if meeting.id == read.meeting_id:
            return case, meeting, read.kind
    raise Refused(_("You are not on the list of this class, or it is not the time to check in. Ask the host."))


def _by_code(code: str):
    for case, meeting in db.session.execute(queries.my_cases_at(me())):
        for kind in Kind:
            if codes.is_short_code(code, meeting.id, kind):
                return case, meeting, kind
    return None


def _code_page(form):
    meetings = [meeting for _case, meeting in db.session.execute(queries.my_cases_at(me()))]
    return render_template("attendance/enter_code.html", form=form, meetings=meetings)


def _done(meeting: ClassMeeting, kind: Kind):
    said = _("You are checked in: %(title)s.") if kind is Kind.IN else _("You are checked out: %(title)s.")
    flash(said % {"title": meeting.title})
    return redirect(url_for(".timetable", cohort_id=meeting.cohort_id), code=303)
