"""Plans of teams for a school year: in words and in numbers, and how far they have come."""

from teachnet.yearplans.views import plans
from teachnet.yearplans.views.blueprint import PAGE, bp, link

__all__ = ["PAGE", "bp", "link", "plans"]
