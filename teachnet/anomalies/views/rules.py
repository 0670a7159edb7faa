from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.anomalies import actions, policy
from teachnet.anomalies.forms import RulesForm
from teachnet.anomalies.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only


@bp.get("/rules")
@only(policy.can_set_rules)
def rules():
    return render_template("anomalies/rules.html", form=RulesForm(obj=actions.rules()))


@bp.post("/rules")
@only(policy.can_set_rules)
def set_rules():
    form = RulesForm()
    if not form.validate():
        return render_template("anomalies/rules.html", form=form), 422
    rules = actions.rules()
    form.populate_obj(rules)
    db.session.add(rules)
    db.session.commit()
    flash(_("Saved. It holds from the next hour on."))
    return redirect(url_for(".rules"), code=303)
