from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.training import policy
from teachnet.training.links import links
from teachnet.training.steps import steps_for
from teachnet.web.places import Place, SubPage

bp = Blueprint("training", __name__, url_prefix="/training")
bp.context_processor(lambda: {"policy": policy, "steps_for": steps_for, "links_on": links.on})

PLACE = Place(
    "training.mine",
    _l("Training"),
    "graduation-cap",
    pages=(
        SubPage("training.mine", _l("My training")),
        SubPage(
            "training.cohorts",
            _l("Cohorts"),
            covers=(
                "training.cohort",
                "training.apply",
                "training.nominate",
                "training.send_nominations",
                "training.roster",
                "training.export",
                "training.download_export",
                "training.arrivals",
                "training.note_arrivals",
                "training.finish",
                "training.note_finish",
                "training.edit_cohort",
                "training.change_cohort",
                "training.conditions",
                "training.set_conditions",
                "training.quota",
                "training.allot",
                "training.widen_quota",
                "training.seat_ledger",
                "training.next_round",
                "training.preview_round",
                "training.hold_round",
                "training.cancellation",
                "training.preview_cancellation",
                "training.cancel_cohort",
            ),
        ),
        SubPage(
            "training.reviews",
            _l("Reviews"),
            policy.can_see_reviews,
            covers=(
                "training.preview_decisions",
                "training.decide_many",
                "training.replacements",
                "training.new_replacement",
                "training.ask_replacement",
                "training.approve_replacement",
                "training.refuse_replacement",
            ),
        ),
        SubPage(
            "training.programmes",
            _l("Programmes"),
            policy.can_see_programmes,
            covers=(
                "training.programme",
                "training.new_programme",
                "training.plan_programme",
                "training.copy_programme",
                "training.edit_programme",
                "training.change_programme",
                "training.add_document",
                "training.new_cohort",
                "training.plan_cohort",
            ),
        ),
    ),
)
