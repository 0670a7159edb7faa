from flask import Blueprint, redirect, url_for
from flask_babel import lazy_gettext as _l

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.research import policy, queries
from teachnet.research.models import ResearchProject
from teachnet.web.places import SubPage

bp = Blueprint("research", __name__, url_prefix="/teams/research")
bp.context_processor(lambda: {"policy": policy})

PAGE = SubPage(
    "research.index",
    _l("Research projects"),
    policy.can_look,
    covers=(
        "research.new",
        "research.propose",
        "research.project",
        "research.take_in",
        "research.plan_milestone",
        "research.plan_visit",
        "research.name_outcome",
        "research.writing",
        "research.write",
        "research.hand_in",
        "research.report",
        "research.pass_report",
        "research.return_report",
        "research.decline",
        "research.new_evidence",
        "research.add_evidence",
        "research.new_change",
        "research.ask_change",
        "research.grant",
        "research.refuse",
        "research.visit",
        "research.record",
        "research.reply",
    ),
)


def load(project_id: int) -> ResearchProject:
    seen = queries.projects_visible_to(me()).where(ResearchProject.id == project_id)
    return db.one_or_404(seen.options(*queries.IN_FULL))


def to(project_id: int, anchor: str | None = None):
    return redirect(url_for("research.project", project_id=project_id, _anchor=anchor), code=303)
