"""The minutes of a session, and what was agreed: decisions and action items."""

from teachnet.minutes.views import entries, items, minutes
from teachnet.minutes.views.blueprint import PAGE, REACHED_FROM_TEAMS, bp, link

__all__ = ["PAGE", "REACHED_FROM_TEAMS", "bp", "entries", "items", "link", "minutes"]
