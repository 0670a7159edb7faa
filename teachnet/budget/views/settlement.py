from flask import abort, flash, render_template
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.budget import policy, queries
from teachnet.budget.models import Proof, ProofTick
from teachnet.budget.views.blueprint import bp
from teachnet.budget.views.budgets import load, load_to_spend, to
from teachnet.db import db
from teachnet.web.access import only


@bp.get("/<int:budget_id>/settlement")
@only(policy.can_see_budgets)
def settlement(budget_id):
    """What was planned beside what the people who were there allow."""
    budget = load(budget_id)
    people = budget.people_there
    if people is None:
        people = db.session.scalar(queries.how_many_there(budget))
    allowed = budget.ceiling_for(people)
    return render_template("budget/settlement.html", budget=budget, allowed=allowed, proofs=list(Proof))


@bp.post("/<int:budget_id>/proofs/<proof>")
@only(policy.can_spend_at_all)
def tick(budget_id, proof):
    budget = load_to_spend(budget_id)
    ProofTick.set(budget, _proof(proof), by=me())
    db.session.commit()
    return to(budget, ".settlement")


@bp.post("/<int:budget_id>/proofs/<proof>/removal")
@only(policy.can_spend_at_all)
def clear(budget_id, proof):
    budget = load_to_spend(budget_id)
    ProofTick.clear(budget, _proof(proof))
    db.session.commit()
    return to(budget, ".settlement")


@bp.post("/<int:budget_id>/settlement")
@only(policy.can_settle)
def settle(budget_id):
    budget = load(budget_id)
    budget.settle(by=me())
    db.session.commit()
    flash(_("Settled. Nothing more is spent or taken back."))
    return to(budget, ".settlement")


def _proof(name):
    return Proof(name) if name in set(Proof) else abort(404)
