"""Teams and their sessions."""

from teachnet.teams.views import sessions, teams
from teachnet.teams.views.blueprint import PLACE, bp

__all__ = ["PLACE", "bp", "sessions", "teams"]
