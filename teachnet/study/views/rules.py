from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.db import db
from teachnet.study import ceilings, policy
from teachnet.study.forms import RulesForm
from teachnet.study.views.blueprint import bp
from teachnet.web.access import only


@bp.get("/rules")
@only(policy.can_set_rules)
def rules():
    return render_template("study/rules.html", form=RulesForm(obj=ceilings.rules()))


@bp.post("/rules")
@only(policy.can_set_rules)
def set_rules():
    form = RulesForm()
    if not form.validate():
        return render_template("study/rules.html", form=form), 422
    rules = ceilings.rules()
    form.populate_obj(rules)
    db.session.add(rules)
    db.session.commit()
    flash(_("Saved. From now on study is counted like this."))
    return redirect(url_for(".rules"), code=303)
