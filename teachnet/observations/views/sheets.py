"""The sheet of one observer: written by its owner, read by others once it is handed in."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.observations import actions, policy, queries
from teachnet.observations.forms import MarkForm, RemarkForm, SheetForm, shown
from teachnet.observations.models import LessonRemark, MarkKind, ObservationSheet
from teachnet.observations.tally import tally_of
from teachnet.observations.views.blueprint import bp, own_sheet, sheet_to_write
from teachnet.web.access import members_only, require


@bp.get("/observations/<int:lesson_id>/sheet")
@members_only
def sheet(lesson_id):
    sheet = own_sheet(lesson_id)
    if not policy.can_write(me(), sheet):
        return redirect(url_for(".lesson", lesson_id=lesson_id))
    return _page(sheet)


@bp.post("/observations/<int:lesson_id>/sheet")
@members_only
def rate(lesson_id):
    sheet = sheet_to_write(lesson_id)
    form = _sheet_form()
    if not form.validate():
        return _page(sheet, form=form), 422
    sheet.rate(form.levels, summary=form.summary.data or "")
    db.session.commit()
    flash(_("Saved. Nobody but you sees it before you hand it in."))
    return _to(sheet)


@bp.post("/observations/<int:lesson_id>/sheet/handing-in")
@members_only
def hand_in(lesson_id):
    """What is filled in goes along."""
    sheet = sheet_to_write(lesson_id)
    form = _sheet_form()
    if not form.validate():
        return _page(sheet, form=form), 422
    sheet.rate(form.levels, summary=form.summary.data or "")
    sheet.hand_in()
    db.session.commit()
    flash(_("Handed in. %(name)s can read it now.", name=sheet.lesson.teacher.name))
    return redirect(url_for(".lesson", lesson_id=lesson_id), code=303)


@bp.post("/observations/<int:lesson_id>/marks")
@members_only
def add_mark(lesson_id):
    sheet, form = sheet_to_write(lesson_id), MarkForm()
    if not form.validate():
        return _page(sheet, mark=form), 422
    actions.mark(sheet, MarkKind(form.kind.data), at_ms=form.at.data or 0)
    db.session.commit()
    return _to(sheet, "marks")


@bp.post("/observations/<int:lesson_id>/remarks")
@members_only
def add_remark(lesson_id):
    sheet, form = sheet_to_write(lesson_id), RemarkForm()
    if not form.validate():
        return _page(sheet, remark=form), 422
    actions.remark(sheet, **form.said())
    db.session.commit()
    return _to(sheet, "remarks")


@bp.get("/observations/remarks/<int:remark_id>")
@members_only
def remark(remark_id):
    remark = _remark(remark_id)
    said = {"text": remark.text, "starts": remark.starts_ms, "ends": remark.ends_ms, "reach": remark.reach.value}
    return render_template("observations/remark.html", remark=remark, form=RemarkForm(formdata=None, data=said))


@bp.post("/observations/remarks/<int:remark_id>")
@members_only
def change_remark(remark_id):
    remark, form = _remark(remark_id), RemarkForm()
    if not form.validate():
        return render_template("observations/remark.html", remark=remark, form=form), 422
    remark.change(**form.said())
    db.session.commit()
    return _to(remark.sheet, "remarks")


@bp.post("/observations/remarks/<int:remark_id>/removal")
@members_only
def remove_remark(remark_id):
    remark = _remark(remark_id)
    remark.sheet.require_open()
    db.session.delete(remark)
    db.session.commit()
    return _to(remark.sheet, "remarks")


@bp.get("/observations/sheets/<int:sheet_id>")
@members_only
def read(sheet_id):
    sheet = db.one_or_404(queries.sheets_in_full(me()).where(ObservationSheet.id == sheet_id))
    require(sheet.observer_id == me().id or policy.can_read_sheets(me(), sheet.lesson))
    reaches = policy.reaches_for(me(), sheet)
    remarks = [remark for remark in sheet.remarks if remark.reach in reaches]
    return render_template("observations/read.html", sheet=sheet, tally=tally_of(sheet), remarks=remarks)


def _remark(remark_id: int) -> LessonRemark:
    remark = db.one_or_404(queries.own_remarks(me()).where(LessonRemark.id == remark_id))
    require(policy.can_write(me(), remark.sheet))
    return remark


def _sheet_form(**kwargs) -> SheetForm:
    return SheetForm.over(db.session.scalars(queries.rubric()).all())(**kwargs)


def _to(sheet: ObservationSheet, anchor: str | None = None):
    return redirect(url_for(".sheet", lesson_id=sheet.lesson_id, _anchor=anchor), code=303)


def _page(sheet: ObservationSheet, *, form=None, mark=None, remark=None) -> str:
    return render_template(
        "observations/sheet.html",
        sheet=sheet,
        tally=tally_of(sheet),
        form=form or _sheet_form(formdata=None, data=shown(sheet)),
        mark_form=mark or MarkForm(formdata=None),
        remark_form=remark or RemarkForm(formdata=None),
    )
