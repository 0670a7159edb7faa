"""Reports now, and as they stood in earlier months."""

from teachnet.reports import freezing
from teachnet.reports.views import frozen, reports
from teachnet.reports.views.blueprint import PAGE, bp

__all__ = ["PAGE", "bp", "freezing", "frozen", "reports"]
