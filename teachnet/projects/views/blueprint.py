from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.projects import policy, queries
from teachnet.projects.models import Participation, StudyProject
from teachnet.web.places import SubPage

bp = Blueprint("projects", __name__, url_prefix="/study/projects")
bp.context_processor(lambda: {"policy": policy})

# Among the pages of study.
PAGE = SubPage(
    "projects.index",
    _l("Study projects"),
    covers=(
        "projects.project",
        "projects.new",
        "projects.create",
        "projects.setting_up",
        "projects.change",
        "projects.add_course",
        "projects.add_part",
        "projects.add_row",
        "projects.lengthen",
        "projects.people",
        "projects.take_in",
        "projects.participant",
        "projects.give_points",
    ),
)


def seen_project(project_id: int) -> StudyProject:
    found = queries.projects_visible_to(me()).where(StudyProject.id == project_id)
    return db.one_or_404(found.options(*queries.WHOLE))


def seen_participation(participation_id: int) -> Participation:
    return db.one_or_404(queries.participations_visible_to(me()).where(Participation.id == participation_id))
