from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.reports import policy
from teachnet.reports.showing import shown
from teachnet.reports.words import ReportKind
from teachnet.web.places import SubPage

bp = Blueprint("reports", __name__, url_prefix="/reports")
bp.context_processor(lambda: {"policy": policy, "shown": shown, "kinds": tuple(ReportKind)})

PAGE = SubPage(
    "reports.index",
    _l("Monthly reports"),
    policy.can_see_reports,
    covers=("reports.report", "reports.frozen", "reports.snapshot"),
)
