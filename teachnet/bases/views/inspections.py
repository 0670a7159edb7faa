from flask import redirect, render_template, url_for

from teachnet.accounts.current import me
from teachnet.bases import actions, policy, queries
from teachnet.bases.forms import FindingForm, InspectionForm, RectifiedForm
from teachnet.bases.models import Finding, Inspection
from teachnet.bases.views.bases import load_base
from teachnet.bases.views.blueprint import bp
from teachnet.db import db, today
from teachnet.web.access import only, require
from teachnet.web.blame import blaming


@bp.get("/<int:base_id>/inspections/new")
@only(policy.can_see_bases)
def new_inspection(base_id):
    base = load_base(base_id)
    require(policy.can_inspect(me(), base))
    return _form(base, InspectionForm(formdata=None, year=today().year, inspected_on=today()))


@bp.post("/<int:base_id>/inspections/new")
@only(policy.can_see_bases)
def inspect(base_id):
    base, form = load_base(base_id), InspectionForm()
    require(policy.can_inspect(me(), base))
    if not form.validate():
        return _form(base, form), 422
    inspection = actions.inspect(base, by=me(), **form.told())
    db.session.commit()
    return _to(inspection)


@bp.get("/inspections/<int:inspection_id>")
@only(policy.can_see_bases)
def inspection(inspection_id):
    return _page(_inspection(inspection_id))


@bp.post("/inspections/<int:inspection_id>/findings")
@only(policy.can_see_bases)
def add_finding(inspection_id):
    inspection, form = _inspection(inspection_id), FindingForm()
    require(policy.can_inspect(me(), inspection.base))
    if form.validate():
        with blaming(form.due_on):
            inspection.add_finding(**form.told())
    if form.errors:
        return _page(inspection, form), 422
    db.session.commit()
    return _to(inspection)


@bp.post("/findings/<int:finding_id>/rectification")
@only(policy.can_see_bases)
def rectify(finding_id):
    finding, form = db.one_or_404(queries.findings_visible_to(me()).where(Finding.id == finding_id)), RectifiedForm()
    require(policy.can_inspect(me(), finding.inspection.base))
    if not form.validate():
        return _page(_inspection(finding.inspection_id), wrong=(finding.id, form)), 422
    finding.rectify(by=me(), note=form.note.data)
    db.session.commit()
    return _to(finding.inspection)


def _inspection(inspection_id: int) -> Inspection:
    return db.one_or_404(queries.inspections_visible_to(me()).where(Inspection.id == inspection_id))


def _form(base, form):
    return render_template("bases/inspection_form.html", base=base, form=form)


def _page(inspection, form=None, wrong=None):
    """`wrong`: (id of a finding, its form) that was not good."""
    return render_template(
        "bases/inspection.html",
        inspection=inspection,
        base=inspection.base,
        form=form or FindingForm(formdata=None),
        rectified_form=RectifiedForm(formdata=None),
        wrong=wrong,
    )


def _to(inspection):
    return redirect(url_for(".inspection", inspection_id=inspection.id), code=303)
