from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.models import Person
from teachnet.teams.models import OnlineSession, Team
from teachnet.web.places import SubPage
from teachnet.yearplans import policy

bp = Blueprint("yearplans", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy})

PAGE = SubPage(
    "yearplans.index",
    _l("Yearly plans"),
    policy.can_look,
    covers=("yearplans.plan", "yearplans.edit", "yearplans.write"),
)


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    if isinstance(thing, Team) and policy.can_read(reader, thing):
        return url_for("yearplans.plan", team_id=thing.id), _("Yearly plan")
    return None
