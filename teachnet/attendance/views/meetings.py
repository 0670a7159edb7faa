from itertools import groupby

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.attendance import actions, policy, queries
from teachnet.attendance.forms import CopyDayForm, MeetingForm, MoveForm
from teachnet.attendance.models import ClassMeeting
from teachnet.attendance.sheet import Sheet
from teachnet.attendance.views.blueprint import bp, load_cohort, load_meeting
from teachnet.db import db
from teachnet.training.queries import my_case_in
from teachnet.web.access import members_only
from teachnet.web.filters import day_time


@bp.get("/cohorts/<int:cohort_id>/timetable")
@members_only
def timetable(cohort_id):
    return _timetable(load_cohort(cohort_id), CopyDayForm(formdata=None))


@bp.get("/cohorts/<int:cohort_id>/meetings/new")
@members_only
def new_meeting(cohort_id):
    cohort = load_cohort(cohort_id, policy.can_run)
    form = MeetingForm(formdata=None)
    form.day.data = cohort.starts_on
    return _form(form, cohort)


@bp.post("/cohorts/<int:cohort_id>/meetings/new")
@members_only
def plan_meeting(cohort_id):
    cohort, form = load_cohort(cohort_id, policy.can_run), MeetingForm()
    if not form.validate():
        return _form(form, cohort), 422
    meeting = ClassMeeting()
    meeting.place(cohort, **form.fields())
    db.session.add(meeting)
    db.session.commit()
    return _to(cohort)


@bp.get("/meetings/<int:meeting_id>/edit")
@members_only
def edit_meeting(meeting_id):
    meeting = load_meeting(meeting_id, policy.can_run)
    actions.require_unmarked(meeting)
    return _form(MeetingForm(meeting, formdata=None), meeting.cohort, meeting)


@bp.post("/meetings/<int:meeting_id>/edit")
@members_only
def change_meeting(meeting_id):
    meeting, form = load_meeting(meeting_id, policy.can_run), MeetingForm()
    actions.require_unmarked(meeting)
    if not form.validate():
        return _form(form, meeting.cohort, meeting), 422
    if form.version.data not in (None, meeting.version):
        return _form(form, meeting.cohort, meeting, overtaken=True), 409
    meeting.place(meeting.cohort, **form.fields())
    db.session.commit()
    return _to(meeting.cohort)


@bp.post("/cohorts/<int:cohort_id>/meetings/moves")
@members_only
def move_meeting(cohort_id):
    """Dragged on the timetable."""
    cohort, form = load_cohort(cohort_id, policy.can_run), MoveForm()
    if not form.validate():
        abort(422)
    meeting = _unmoved(cohort, form.meeting.data, form.version.data)
    if form.onto.data:
        meeting.change_places(_unmoved(cohort, form.onto.data, form.onto_version.data))
    else:
        meeting.place(cohort, **meeting.moved_to(form.day.data))
    db.session.commit()
    flash(_("Moved: %(title)s, %(time)s.", title=meeting.title, time=day_time(meeting.begins_at)))
    return _to(cohort)


@bp.post("/meetings/<int:meeting_id>/cancellation")
@members_only
def cancel_meeting(meeting_id):
    meeting = load_meeting(meeting_id, policy.can_run)
    actions.require_unmarked(meeting)
    actions.cancel(meeting)
    db.session.commit()
    flash(_("The meeting is taken off the timetable."))
    return _to(meeting.cohort)


@bp.post("/cohorts/<int:cohort_id>/meetings/copies")
@members_only
def copy_day(cohort_id):
    cohort, form = load_cohort(cohort_id, policy.can_run), CopyDayForm()
    if not form.validate():
        return _timetable(cohort, form), 422
    copied = actions.copy_day(cohort, form.from_day.data, form.to_day.data)
    db.session.commit()
    flash(ngettext("One meeting is copied.", "%(num)d meetings are copied.", copied))
    return _to(cohort)


def _unmoved(cohort, meeting_id, version):
    """As the reader has seen it, and nobody has checked in."""
    meeting = load_meeting(meeting_id, policy.can_run)
    if meeting.cohort_id != cohort.id:
        abort(404)
    meeting.require_unmoved(version)
    actions.require_unmarked(meeting)
    return meeting


def _timetable(cohort, copy):
    """Of everybody the days and times; of who belongs to the class their own attendance, too."""
    case = db.session.scalars(my_case_in(me(), cohort)).first()
    mine = Sheet(cohort, [case] if policy.belongs_to_class(case) else [])
    leave = {one.meeting_id: one for one in db.session.scalars(queries.my_leave_in(me(), cohort))}
    asked = db.session.scalars(queries.leave_to_decide(cohort)).all() if policy.can_run(me(), cohort) else []
    context = {"cohort": cohort, "sheet": mine, "leave": leave, "asked": asked, "copy": copy}
    context |= {"move": MoveForm(formdata=None), "days": _days(cohort, mine.meetings)}
    return render_template("attendance/timetable.html", **context)


def _days(cohort, meetings):
    """(day, its meetings). Whoever plans sees the days without any, too, once there is one to put there."""
    by_day = {day: list(of_day) for day, of_day in groupby(meetings, key=lambda meeting: meeting.day)}
    if by_day and policy.can_run(me(), cohort):
        by_day = {day: by_day.get(day, []) for day in cohort.days} | by_day
    return sorted(by_day.items())


def _form(form, cohort, meeting=None, overtaken=False):
    context = {"form": form, "cohort": cohort, "meeting": meeting, "overtaken": overtaken}
    return render_template("attendance/meeting_form.html", **context)


def _to(cohort):
    return redirect(url_for(".timetable", cohort_id=cohort.id), code=303)
