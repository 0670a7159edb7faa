from flask import Blueprint, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.attendance import policy
from teachnet.attendance.models import ClassMeeting
from teachnet.attendance.queries import meetings_visible_to
from teachnet.db import db
from teachnet.training.models import Cohort, Enrolment
from teachnet.training.queries import COHORT_LINE, cohorts_visible_to
from teachnet.web.access import require

bp = Blueprint("attendance", __name__, url_prefix="/training")
bp.context_processor(lambda: {"policy": policy})


def link(cohort: Cohort, _reader: Person, _case: Enrolment | None) -> tuple[str, str]:
    """On the page of a cohort, for everybody who sees it."""
    return url_for("attendance.timetable", cohort_id=cohort.id), _("Timetable")


def load_cohort(cohort_id: int, may=lambda person, cohort: True) -> Cohort:
    found = cohorts_visible_to(me()).where(Cohort.id == cohort_id)
    cohort = db.one_or_404(found.options(*COHORT_LINE))
    require(may(me(), cohort))
    return cohort


def load_meeting(meeting_id: int, may=lambda person, cohort: True) -> ClassMeeting:
    meeting = db.one_or_404(meetings_visible_to(me()).where(ClassMeeting.id == meeting_id))
    require(may(me(), meeting.cohort))
    return meeting
