from flask import Blueprint, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.differing import pieces
from teachnet.preparation import policy, queries
from teachnet.preparation.models import JointPreparation, LessonPlan, PlanSection
from teachnet.preparation.provenance import passages
from teachnet.teams.models import OnlineSession, Team
from teachnet.teams.policy import is_of_team
from teachnet.web.access import require

bp = Blueprint("preparation", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy, "pieces": pieces, "passages": passages})

REACHED_FROM_TEAMS = (
    "preparation.of_team",
    "preparation.new",
    "preparation.begin",
    "preparation.preparation",
    "preparation.open_again",
    "preparation.new_section",
    "preparation.add_section",
    "preparation.section",
    "preparation.change_section",
    "preparation.history",
    "preparation.note",
    "preparation.plan",
    "preparation.reflect",
    "preparation.offer",
)


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    if isinstance(thing, Team) and is_of_team(reader, thing):
        return url_for("preparation.of_team", team_id=thing.id), _("Joint lesson preparation")
    return None


def load_preparation(preparation_id: int) -> JointPreparation:
    seen = queries.preparations_visible_to(me()).where(JointPreparation.id == preparation_id)
    preparation = db.one_or_404(seen.options(*queries.WITH_PLANS))
    require(policy.can_see(me(), preparation))
    return preparation


def load_plan(plan_id: int) -> LessonPlan:
    plan = db.one_or_404(queries.plan_in_full(me()).where(LessonPlan.id == plan_id))
    require(policy.can_read(me(), plan))
    return plan


def load_section(section_id: int) -> PlanSection:
    section = db.one_or_404(queries.sections_visible_to(me()).where(PlanSection.id == section_id))
    require(policy.can_read(me(), section.plan))
    return section


def section_to_write(section_id: int) -> PlanSection:
    section = load_section(section_id)
    require(policy.can_write(me(), section.plan))
    return section


def where_it_stands(section: PlanSection) -> str:
    """The page its plan is read on."""
    anchor = f"section-{section.id}"
    if section.plan.is_shared:
        return url_for("preparation.preparation", preparation_id=section.plan.preparation_id, _anchor=anchor)
    return url_for("preparation.plan", plan_id=section.plan_id, _anchor=anchor)
