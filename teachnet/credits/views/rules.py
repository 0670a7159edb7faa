"""The rules everybody is counted by; the city writes them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.credits import actions, policy, queries
from teachnet.credits.forms import RulesForm, StartForm, data_from, data_of
from teachnet.credits.known import KNOWN
from teachnet.credits.models import RuleSet
from teachnet.credits.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import members_only, only


@bp.get("/rules")
@members_only
def rules():
    found = db.session.scalars(queries.rule_sets()).all()
    return render_template("credits/rules.html", rule_sets=found, known=KNOWN)


@bp.get("/rules/<int:rule_set_id>")
@members_only
def rule_set(rule_set_id):
    return render_template("credits/rule_set.html", rule_set=_load(rule_set_id))


@bp.get("/rules/new")
@only(policy.can_rule)
def new_rules():
    known = StartForm().chosen
    return _form(_empty(data_from(known) if known else {}), None)


@bp.post("/rules/new")
@only(policy.can_rule)
def write_rules():
    form = _filled()
    if not form.validate():
        return _form(form, None), 422
    return _count_by(form, RuleSet())


@bp.get("/rules/<int:rule_set_id>/edit")
@only(policy.can_rule)
def edit_rules(rule_set_id):
    rule_set = _load(rule_set_id)
    return _form(_empty(data_of(rule_set)), rule_set)


@bp.post("/rules/<int:rule_set_id>/edit")
@only(policy.can_rule)
def change_rules(rule_set_id):
    rule_set, form = _load(rule_set_id), _filled()
    if not form.validate():
        return _form(form, rule_set), 422
    if form.version.data not in (None, rule_set.version):
        return _form(form, rule_set, overtaken=True), 409
    return _count_by(form, rule_set)


def _count_by(form, rule_set):
    people = actions.change_rules(rule_set, form.fill, by=me())
    db.session.commit()
    counted = ngettext("One teacher is counted anew.", "%(num)d teachers are counted anew.", people) if people else ""
    flash(" ".join([_("The rules are saved."), counted]).strip())
    return redirect(url_for(".rule_set", rule_set_id=rule_set.id), code=303)


def _load(rule_set_id) -> RuleSet:
    return db.one_or_404(queries.rule_sets().where(RuleSet.id == rule_set_id))


def _empty(data):
    form = RulesForm(formdata=None, data=data)
    form.add_spare_lines()
    return _offered(form)


def _filled():
    return _offered(RulesForm(formdata=request.form))


def _offered(form):
    form.offer(db.session.scalars(queries.rulers()).all())
    return form


def _form(form, rule_set, overtaken=False):
    return render_template("credits/rules_form.html", form=form, rule_set=rule_set, overtaken=overtaken)
