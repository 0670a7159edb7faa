from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.anomalies import policy
from teachnet.anomalies.explaining import evidence_of
from teachnet.web.places import SubPage

bp = Blueprint("anomalies", __name__, url_prefix="/study/anomalies")
bp.context_processor(lambda: {"policy": policy, "evidence_of": evidence_of})

# Among the pages of study.
PAGE = SubPage(
    "anomalies.sheet",
    _l("Anomalies"),
    policy.can_see_sheet,
    covers=(
        "anomalies.rules",
        "anomalies.set_rules",
        "anomalies.anomaly",
        "anomalies.clear",
        "anomalies.uphold",
        "anomalies.decide_appeal",
    ),
)
REACHED_FROM_STUDY = ("anomalies.mine", "anomalies.appeal")
