"""What was counted, as a sentence."""

from datetime import date

from flask_babel import gettext as _

from teachnet.anomalies.models import Anomaly
from teachnet.anomalies.words import AnomalyKind
from teachnet.web.filters import month_day, number


def evidence_of(anomaly: Anomaly) -> str:
    counted = anomaly.evidence
    match anomaly.kind:
        case AnomalyKind.DEVICE:
            return _("%(count)s accounts studied in the same browser.", count=number(counted["accounts"]))
        case AnomalyKind.TOO_FAST:
            told = {"many": number(counted["too_fast"]), "all": number(counted["beats"])}
            return _("%(many)s of %(all)s reports of the player claimed more than went by on the clock.", **told)
        case AnomalyKind.ROUND_THE_CLOCK:
            told = {"hours": counted["hours"], "day": month_day(date.fromisoformat(counted["day"]))}
            return _("Something was counted in %(hours)s different hours of %(day)s.", **told)
        case AnomalyKind.UNANSWERED:
            told = {"missed": counted["missed"], "asked": counted["asked"]}
            return _("%(missed)s of %(asked)s questions of presence were not answered.", **told)
        case AnomalyKind.SAME_TEXT:
            return _("About %(percent)s%% of a text stands in another learner’s.", percent=counted["percent"])
