from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.budget import actions, policy, queries
from teachnet.budget.documents import DOCUMENTS
from teachnet.budget.forms import EndForm, FeeCapForm, StandardForm
from teachnet.budget.models import CostStandard, FeeCap
from teachnet.budget.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only


@bp.get("/standards")
@only(policy.can_see_budgets)
def standards():
    return _page()


@bp.post("/standards/documents/<key>")
@only(policy.can_plan)
def take_over(key):
    document = DOCUMENTS.get(key) or abort(404)
    actions.take_over(document)
    db.session.commit()
    flash(_("The figures of %(document)s are in force.", document=document.number))
    return _back()


@bp.post("/standards/costs")
@only(policy.can_plan)
def add_standard():
    form = StandardForm()
    if not form.validate():
        return _page(standard_form=form), 422
    form.row().enact()
    db.session.commit()
    return _back()


@bp.post("/standards/fees")
@only(policy.can_plan)
def add_cap():
    form = FeeCapForm()
    if not form.validate():
        return _page(cap_form=form), 422
    form.row().enact()
    db.session.commit()
    return _back()


@bp.post("/standards/costs/<int:standard_id>/end")
@only(policy.can_plan)
def end_standard(standard_id):
    return _end(db.get_or_404(CostStandard, standard_id))


@bp.post("/standards/fees/<int:cap_id>/end")
@only(policy.can_plan)
def end_cap(cap_id):
    return _end(db.get_or_404(FeeCap, cap_id))


@bp.post("/standards/costs/<int:standard_id>/removal")
@only(policy.can_plan)
def drop_standard(standard_id):
    actions.drop_standard(db.get_or_404(CostStandard, standard_id))
    db.session.commit()
    return _back()


@bp.post("/standards/fees/<int:cap_id>/removal")
@only(policy.can_plan)
def drop_cap(cap_id):
    actions.drop_cap(db.get_or_404(FeeCap, cap_id))
    db.session.commit()
    return _back()


def _end(row):
    form = EndForm()
    if not form.validate():
        return _page(), 422
    row.end(form.ends_on.data)
    db.session.commit()
    return _back()


def _back():
    return redirect(url_for(".standards"), code=303)


def _page(standard_form=None, cap_form=None):
    return render_template(
        "budget/standards.html",
        standards=db.session.scalars(queries.standards()).all(),
        caps=db.session.scalars(queries.fee_caps()).all(),
        used=(set(db.session.scalars(queries.standards_used())), set(db.session.scalars(queries.caps_used()))),
        documents=DOCUMENTS.values() if policy.can_plan(me()) else (),
        standard_form=standard_form or StandardForm(formdata=None),
        cap_form=cap_form or FeeCapForm(formdata=None),
        end_form=EndForm(formdata=None),
    )
