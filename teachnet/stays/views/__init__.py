"""Who stayed in a session: seen, confirmed, taken back; and by which rule."""

from teachnet.stays.views import rules, sheets
from teachnet.stays.views.blueprint import PAGE, REACHED_FROM_TEAMS, bp, link

__all__ = ["PAGE", "REACHED_FROM_TEAMS", "bp", "link", "rules", "sheets"]
