"""Lessons that colleagues observe: planned by a team, watched with a phone in the hand, answered by the teacher."""

from teachnet.observations.views import agreement, lessons, live, rubric, sheets
from teachnet.observations.views.blueprint import PAGE, REACHED_FROM_TEAMS, bp, link

__all__ = ["PAGE", "REACHED_FROM_TEAMS", "agreement", "bp", "lessons", "link", "live", "rubric", "sheets"]
