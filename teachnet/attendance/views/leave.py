from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.attendance import policy, queries
from teachnet.attendance.forms import LeaveForm
from teachnet.attendance.models import Leave
from teachnet.attendance.views.blueprint import bp, load_meeting
from teachnet.db import db
from teachnet.training.queries import my_case_in
from teachnet.web.access import members_only, require


@bp.get("/meetings/<int:meeting_id>/leave/new")
@members_only
def new_leave(meeting_id):
    meeting, _case = _my_meeting(meeting_id)
    return _form(LeaveForm(formdata=None), meeting)


@bp.post("/meetings/<int:meeting_id>/leave/new")
@members_only
def ask_leave(meeting_id):
    (meeting, case), form = _my_meeting(meeting_id), LeaveForm()
    if not form.validate():
        return _form(form, meeting), 422
    Leave.ask(meeting, case, by=me(), kind=form.kind.data, reason=form.reason.data)
    db.session.commit()
    flash(_("Your host reads it and decides."))
    return _to(meeting.cohort_id)


@bp.post("/leave/<int:leave_id>/grant")
@members_only
def grant_leave(leave_id):
    leave = _load(leave_id, policy.can_decide_leave)
    leave.grant(by=me())
    return _decided(leave)


@bp.post("/leave/<int:leave_id>/refusal")
@members_only
def refuse_leave(leave_id):
    leave = _load(leave_id, policy.can_decide_leave)
    leave.refuse(by=me())
    return _decided(leave)


@bp.post("/leave/<int:leave_id>/withdrawal")
@members_only
def withdraw_leave(leave_id):
    leave = _load(leave_id, policy.is_own)
    leave.withdraw(by=me())
    return _decided(leave)


def _load(leave_id, may):
    leave = db.one_or_404(queries.leave_visible_to(me()).where(Leave.id == leave_id).options(*queries.LEAVE_PAGE))
    require(may(me(), leave))
    return leave


def _my_meeting(meeting_id):
    """A meeting of a class I belong to, with my case in it."""
    meeting = load_meeting(meeting_id)
    case = db.session.scalars(my_case_in(me(), meeting.cohort)).first()
    require(policy.belongs_to_class(case))
    return meeting, case


def _decided(leave):
    db.session.commit()
    flash(_("%(name)s: %(state)s", name=leave.enrolment.teacher.name, state=leave.state.label))
    return _to(leave.meeting.cohort_id)


def _form(form, meeting):
    return render_template("attendance/leave_form.html", form=form, meeting=meeting)


def _to(cohort_id):
    return redirect(url_for(".timetable", cohort_id=cohort_id), code=303)
