from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.models import Person
from teachnet.budget import policy
from teachnet.budget.counting import yuan
from teachnet.budget.words import Source, in_figures
from teachnet.training.models import Cohort, Enrolment
from teachnet.web.places import SubPage

bp = Blueprint("budget", __name__, url_prefix="/budget")
bp.context_processor(lambda: {"policy": policy, "yuan": yuan, "in_figures": in_figures, "sources": tuple(Source)})

PAGE = SubPage(
    "budget.budgets",
    _l("Budget"),
    policy.can_see_budgets,
    covers=(
        "budget.budget",
        "budget.send_back",
        "budget.of_cohort",
        "budget.new",
        "budget.draw_up",
        "budget.edit",
        "budget.change",
        "budget.expenses",
        "budget.enter",
        "budget.take_back",
        "budget.lectures",
        "budget.pay",
        "budget.settlement",
        "budget.settle",
        "budget.standards",
        "budget.add_standard",
        "budget.add_cap",
        "budget.end_standard",
        "budget.end_cap",
    ),
)


def link(cohort: Cohort, reader: Person, _case: Enrolment | None) -> tuple[str, str] | None:
    """On the page of a cohort, for those who may see budgets at all."""
    if not policy.can_see_budgets(reader):
        return None
    return url_for("budget.of_cohort", cohort_id=cohort.id), _("Budget")
