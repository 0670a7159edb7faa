"""The host's list of a meeting, and the sheet of the whole class."""

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.attendance import actions, policy, queries
from teachnet.attendance.forms import ListForm
from teachnet.attendance.models import Presence
from teachnet.attendance.sheet import seen_by
from teachnet.attendance.views.blueprint import bp, load_cohort, load_meeting
from teachnet.attendance.workbook import workbook
from teachnet.audit.trail import record
from teachnet.db import db, start_writing, today
from teachnet.training.queries import bureau
from teachnet.web.access import members_only, only
from teachnet.web.filters import day, span
from teachnet.web.safety import reads_first
from teachnet.web.workbooks import EXCEL


@bp.get("/meetings/<int:meeting_id>/list")
@only(policy.may_run_some)
def meeting_list(meeting_id):
    return _list_page(load_meeting(meeting_id, policy.can_run), ListForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/list")
@only(policy.may_run_some)
def note_list(meeting_id):
    meeting, form = load_meeting(meeting_id, policy.can_run), ListForm()
    if not form.validate():
        return _list_page(meeting, form), 422
    cases = [case for case in db.session.scalars(queries.class_of(me(), meeting.cohort)) if case.id in form.shown.data]
    if not set(form.present.data) <= {case.id for case in cases}:
        abort(404)
    written = actions.note_list(meeting, cases, form.present.data, by=me(), source=form.source.data)
    record("class_meeting", meeting.id, changes={"rows": [None, written]})
    db.session.commit()
    flash(ngettext("One line written.", "%(num)d lines written.", written))
    return redirect(url_for(".meeting_list", meeting_id=meeting.id), code=303)


@bp.get("/cohorts/<int:cohort_id>/attendance")
@only(policy.can_see_some_sheets)
def sheet(cohort_id):
    return _sheet("attendance/sheet.html", cohort_id)


@bp.get("/cohorts/<int:cohort_id>/attendance/print")
@only(policy.can_see_some_sheets)
def print_sheet(cohort_id):
    """For the accounts, with the bureau's name and room for the seal."""
    return _sheet("attendance/sheet_print.html", cohort_id, bureau=db.session.scalars(bureau()).first())


@bp.post("/cohorts/<int:cohort_id>/attendance/excel")
@only(policy.can_see_some_sheets)
@reads_first
def export_sheet(cohort_id):
    """The file is made in a reading transaction; only the row that tells of it is written."""
    cohort = load_cohort(cohort_id, policy.can_export)
    attended, title = seen_by(me(), cohort), _("%(title)s: attendance", title=cohort.title)
    people = ngettext("One person", "%(num)d people", len(attended.lines))
    facts = (cohort.programme.document_number, span(cohort.starts_on, cohort.ends_on), people, day(today()))
    file = workbook(title, [" · ".join(filter(None, facts))], attended)
    start_writing()
    record("cohort", cohort.id, changes={"rows": [None, len(attended.lines)]})
    db.session.commit()
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{title} {today().isoformat()}.xlsx")


@bp.get("/meetings/<int:meeting_id>/sign-in-sheet")
@only(policy.may_run_some)
def sign_in_sheet(meeting_id):
    """Paper for a hall without a line."""
    meeting = load_meeting(meeting_id, policy.can_run)
    cases = db.session.scalars(queries.class_of(me(), meeting.cohort)).all()
    shown = {"meeting": meeting, "cohort": meeting.cohort, "cases": cases}
    return render_template("attendance/sign_in_sheet.html", **shown, bureau=db.session.scalars(bureau()).first())


@bp.get("/cohorts/<int:cohort_id>/name-cards")
@only(policy.may_run_some)
def name_cards(cohort_id):
    cohort = load_cohort(cohort_id, policy.can_run)
    cases = db.session.scalars(queries.class_of(me(), cohort)).all()
    return render_template("attendance/name_cards.html", cohort=cohort, cases=cases)


@bp.post("/cohorts/<int:cohort_id>/attendance/seal")
@members_only
def seal_sheet(cohort_id):
    cohort = load_cohort(cohort_id, policy.can_run)
    actions.seal(cohort, by=me())
    db.session.commit()
    flash(_("The sheet is sealed. Print it for the accounts."))
    return redirect(url_for(".sheet", cohort_id=cohort.id), code=303)


def _list_page(meeting, form):
    sheet = seen_by(me(), meeting.cohort)
    number = [one.id for one in sheet.meetings].index(meeting.id)
    squares = [(line.case, line.squares[number]) for line in sheet.lines]
    context = {"meeting": meeting, "form": form, "squares": squares, "there": Presence.PRESENT}
    return render_template("attendance/list.html", **context)


def _sheet(template, cohort_id, **more):
    cohort = load_cohort(cohort_id, policy.can_see_sheet)
    sealed = db.session.scalars(queries.sheet_of(cohort)).first()
    return render_template(template, cohort=cohort, sheet=seen_by(me(), cohort), sealed=sealed, **more)
