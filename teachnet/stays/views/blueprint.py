from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.models import Person
from teachnet.stays import policy
from teachnet.teams.models import OnlineSession, Team
from teachnet.web.places import SubPage

bp = Blueprint("stays", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy})

PAGE = SubPage("stays.rules", _l("What counts of a session"), policy.can_set_rules, covers=("stays.set_rules",))
REACHED_FROM_TEAMS = ("stays.sheet", "stays.confirm", "stays.bring_call", "stays.take_back")


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    """On the page of a session that has begun."""
    if isinstance(thing, Team) or not thing.has_begun or not policy.can_see(reader, thing):
        return None
    return url_for("stays.sheet", session_id=thing.id), _("Who took part")
