"""Hours and credits: one's own, those of an office's teachers, claims, the rules and the closing of years."""

from flask_babel import lazy_gettext as _l

from teachnet.credits import jobs, policy
from teachnet.credits.views import claims, deciding, ledger, rules, years
from teachnet.credits.views.blueprint import bp
from teachnet.web.places import SubPage

__all__ = ["MINE", "OVERVIEW", "bp", "claims", "deciding", "jobs", "ledger", "rules", "years"]

# Among the pages of training.
MINE = SubPage(
    "credits.mine",
    _l("My credits"),
    policy.has_credits,
    covers=("credits.new_claim", "credits.hand_in", "credits.edit_claim", "credits.put_right", "credits.claim"),
)
OVERVIEW = SubPage(
    "credits.overview",
    _l("Credits"),
    policy.can_oversee,
    covers=(
        "credits.claim",
        "credits.learner",
        "credits.claims",
        "credits.rules",
        "credits.rule_set",
        "credits.new_rules",
        "credits.write_rules",
        "credits.edit_rules",
        "credits.change_rules",
        "credits.years",
        "credits.year",
    ),
)
