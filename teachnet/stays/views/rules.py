from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.db import db
from teachnet.stays import policy
from teachnet.stays.forms import RulesForm
from teachnet.stays.models import SessionRules
from teachnet.stays.views.blueprint import bp
from teachnet.web.access import only


@bp.get("/rules")
@only(policy.can_set_rules)
def rules():
    return render_template("stays/rules.html", form=RulesForm(obj=SessionRules.in_force()))


@bp.post("/rules")
@only(policy.can_set_rules)
def set_rules():
    form = RulesForm()
    if not form.validate():
        return render_template("stays/rules.html", form=form), 422
    rules = SessionRules.in_force()
    form.populate_obj(rules)
    db.session.add(rules)
    db.session.commit()
    flash(_("Saved. Sessions that are confirmed from now on are measured by it."))
    return redirect(url_for(".rules"), code=303)
