from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.differing import pieces
from teachnet.minutes import policy, queries
from teachnet.minutes.models import ActionItem
from teachnet.teams.models import OnlineSession, Team
from teachnet.web.access import require
from teachnet.web.places import SubPage

bp = Blueprint("minutes", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy, "pieces": pieces})

PAGE = SubPage("minutes.mine", _l("My action items"), policy.may_take_on, covers=("minutes.item", "minutes.hand_on"))
REACHED_FROM_TEAMS = (
    "minutes.minutes",
    "minutes.entries",
    "minutes.write",
    "minutes.entry",
    "minutes.change",
    "minutes.history",
    "minutes.approve",
    "minutes.reopen",
    "minutes.agree",
    "minutes.of_team",
)


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    """On the page of a session, and of a team."""
    if isinstance(thing, Team):
        seen = policy.can_follow(reader, thing)
        return (url_for("minutes.of_team", team_id=thing.id), _("Decisions and action items")) if seen else None
    if thing.is_cancelled or not policy.can_read(reader, thing):
        return None
    return url_for("minutes.minutes", session_id=thing.id), _("Minutes of the session")


def session_to_read(session_id: int) -> OnlineSession:
    session = db.one_or_404(queries.sessions_to_read(me()).where(OnlineSession.id == session_id))
    require(policy.can_read(me(), session))
    return session


def session_to_write(session_id: int) -> OnlineSession:
    session = session_to_read(session_id)
    require(policy.can_write(me(), session))
    return session


def load_item(item_id: int) -> ActionItem:
    return db.one_or_404(queries.items_visible_to(me()).where(ActionItem.id == item_id))
