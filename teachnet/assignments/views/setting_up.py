from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.assignments import actions, policy, queries
from teachnet.assignments.forms import AssignmentForm
from teachnet.assignments.views.blueprint import bp
from teachnet.db import db
from teachnet.study import policy as study_policy
from teachnet.study import queries as study
from teachnet.study.models import Unit, UnitKind
from teachnet.web.access import only, require


@bp.get("/units/<int:unit_id>/assignment")
@only(policy.can_write_courses)
def setting_up(unit_id):
    unit = _unit(unit_id)
    form = AssignmentForm(db.session.scalars(queries.assignment_of(unit)).first(), formdata=None)
    return render_template("assignments/setting_up.html", unit=unit, form=form)


@bp.post("/units/<int:unit_id>/assignment")
@only(policy.can_write_courses)
def set_up(unit_id):
    unit, form = _unit(unit_id), AssignmentForm()
    if not form.validate():
        return render_template("assignments/setting_up.html", unit=unit, form=form), 422
    actions.set_up(unit, form.fields(), form.rows)
    db.session.commit()
    flash(_("The assignment is set up."))
    return redirect(url_for("study.edit_course", course_id=unit.course_id), code=303)


def _unit(unit_id: int) -> Unit:
    found = study.units_visible_to(me()).where(Unit.id == unit_id, Unit.kind == UnitKind.ASSIGNMENT)
    unit = db.one_or_404(found)
    require(study_policy.can_edit(me(), unit.course))
    return unit
