"""The sheet, a page for each anomaly, and from how much on something is shown."""

from teachnet.anomalies import jobs
from teachnet.anomalies.views import judging, rules, sheet
from teachnet.anomalies.views.blueprint import PAGE, REACHED_FROM_STUDY, bp

__all__ = ["PAGE", "REACHED_FROM_STUDY", "bp", "jobs", "judging", "rules", "sheet"]
