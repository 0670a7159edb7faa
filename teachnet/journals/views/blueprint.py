from flask import Blueprint, url_for
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.journals import policy
from teachnet.study.models import CourseEnrolment, StudyGroup
from teachnet.study.policy import can_guide

bp = Blueprint("journals", __name__, url_prefix="/study")
bp.context_processor(lambda: {"policy": policy})

REACHED_FROM_STUDY = ("journals.journal", "journals.write", "journals.edit", "journals.change")
REACHED_FROM_GROUPS = ("journals.of_group", "journals.remark")


def link(thing: CourseEnrolment | StudyGroup, reader: Person) -> tuple[str, str] | None:
    """On the page of a course one studies, and of a group one guides."""
    if isinstance(thing, CourseEnrolment):
        return url_for("journals.journal", course_id=thing.course_id), _("My journal")
    return (url_for("journals.of_group", group_id=thing.id), _("Journals")) if can_guide(reader, thing) else None
