from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.study import policy
from teachnet.study.activities import activities
from teachnet.study.links import links
from teachnet.web.places import Place, SubPage

bp = Blueprint("study", __name__, url_prefix="/study")
bp.context_processor(lambda: {"policy": policy, "ways_into": activities.ways_into, "links_on": links.on})

PLACE = Place(
    "study.index",
    _l("Study"),
    "monitor-play",
    pages=(
        SubPage("study.index", _l("My courses"), covers=("study.course", "study.unit")),
        SubPage(
            "study.groups",
            _l("Study groups"),
            policy.can_see_groups,
            covers=(
                "study.group",
                "study.new_group",
                "study.set_up_group",
                "study.sharing",
                "study.plan_sharing",
                "study.share",
                "study.hand_over",
                "study.take_in",
                "study.nudge",
                "study.write_briefing",
            ),
        ),
        SubPage("study.completion", _l("Completion"), policy.can_see_completion),
        SubPage(
            "study.writing",
            _l("Write courses"),
            policy.can_write_courses,
            covers=(
                "study.new_course",
                "study.create_course",
                "study.edit_course",
                "study.change_course",
                "study.new_unit",
                "study.add_unit",
                "study.edit_unit",
                "study.change_unit",
            ),
        ),
        SubPage("study.rules", _l("What is counted"), policy.can_set_rules, covers=("study.set_rules",)),
    ),
    open_to=policy.can_open_study,
)
