from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from teachnet.accounts.models import Person
from teachnet.library.models import ResourceVersion
from teachnet.materials import policy, queries
from teachnet.teams.models import OnlineSession, Team

bp = Blueprint("materials", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy})

REACHED_FROM_TEAMS = ("materials.of_session", "materials.lay_out")


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    if isinstance(thing, Team) or thing.is_cancelled or not policy.can_look(reader, thing):
        return None
    return url_for("materials.of_session", session_id=thing.id), _("Materials of the session")


def panel(version: ResourceVersion, reader: Person | None) -> Markup:
    """On the page of a published resource, for those who may see the sessions."""
    sessions = queries.sessions_with(version.resource_id, reader) if reader else []
    return Markup(render_template("materials/_panel.html", sessions=sessions)) if sessions else Markup()  # noqa: S704 -- a template
