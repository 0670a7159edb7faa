from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.observations import policy, queries
from teachnet.observations.models import ObservationSheet, ObservedLesson
from teachnet.teams.models import OnlineSession, Team
from teachnet.web.access import require
from teachnet.web.places import SubPage

bp = Blueprint("observations", __name__, url_prefix="/teams")
bp.context_processor(lambda: {"policy": policy})

PAGE = SubPage(
    "observations.mine",
    _l("Lesson observation"),
    policy.has_a_part,
    covers=(
        "observations.growth",
        "observations.rubric",
        "observations.add_line",
        "observations.lesson",
        "observations.answer",
        "observations.sheet",
        "observations.rate",
        "observations.hand_in",
        "observations.add_mark",
        "observations.add_remark",
        "observations.remark",
        "observations.change_remark",
        "observations.watch",
        "observations.keep",
        "observations.read",
        "observations.compare",
    ),
)
REACHED_FROM_TEAMS = ("observations.of_team", "observations.new_lesson", "observations.plan")


def link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    if isinstance(thing, Team) and policy.is_of_team(reader, thing):
        return url_for("observations.of_team", team_id=thing.id), _("Lesson observation")
    return None


def lesson_to_see(lesson_id: int) -> ObservedLesson:
    seen = queries.lessons_visible_to(me()).where(ObservedLesson.id == lesson_id)
    return db.one_or_404(seen.options(*queries.WITH_PEOPLE))


def own_sheet(lesson_id: int) -> ObservationSheet:
    return db.one_or_404(queries.sheet_of(me(), lesson_id))


def sheet_to_write(lesson_id: int) -> ObservationSheet:
    sheet = own_sheet(lesson_id)
    require(policy.can_write(me(), sheet))
    return sheet
