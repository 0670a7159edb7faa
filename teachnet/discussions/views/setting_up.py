from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.discussions import actions, policy, queries
from teachnet.discussions.forms import DiscussionForm
from teachnet.discussions.views.blueprint import bp
from teachnet.study import policy as study_policy
from teachnet.study import queries as study
from teachnet.study.models import Unit, UnitKind
from teachnet.web.access import only, require


@bp.get("/units/<int:unit_id>/discussion")
@only(policy.can_write_courses)
def setting_up(unit_id):
    unit = _unit(unit_id)
    form = DiscussionForm(obj=db.session.scalars(queries.discussion_of(unit)).first(), formdata=None)
    return render_template("discussions/setting_up.html", unit=unit, form=form)


@bp.post("/units/<int:unit_id>/discussion")
@only(policy.can_write_courses)
def set_up(unit_id):
    unit, form = _unit(unit_id), DiscussionForm()
    if not form.validate():
        return render_template("discussions/setting_up.html", unit=unit, form=form), 422
    actions.set_up(unit, form.fields())
    db.session.commit()
    flash(_("The discussion is set up."))
    return redirect(url_for("study.edit_course", course_id=unit.course_id), code=303)


def _unit(unit_id: int) -> Unit:
    found = study.units_visible_to(me()).where(Unit.id == unit_id, Unit.kind == UnitKind.DISCUSSION)
    unit = db.one_or_404(found)
    require(study_policy.can_change_units(me(), unit.course))
    return unit
