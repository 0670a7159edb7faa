from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.teams import policy
from teachnet.teams.links import links
from teachnet.web.places import Place, SubPage

bp = Blueprint("teams", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy, "links_on": links.on})

PLACE = Place(
    "teams.index",
    _l("Teams"),
    "messages-square",
    pages=(
        SubPage(
            "teams.index",
            _l("Teams and sessions"),
            covers=(
                "teams.team",
                "teams.take_in",
                "teams.invite",
                "teams.session",
                "teams.new_session",
                "teams.plan_session",
                "teams.edit_session",
                "teams.change_session",
                "teams.cancel_session",
            ),
        ),
        SubPage("teams.new_team", _l("Found a team"), policy.can_found, covers=("teams.found_team",)),
    ),
)
