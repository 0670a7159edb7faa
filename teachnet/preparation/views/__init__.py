"""Lessons a team prepares together: first draft, discussion, shared plan, plans of one's own, reflection."""

from teachnet.preparation.views import notes, offering, plans, preparations, sections
from teachnet.preparation.views.blueprint import REACHED_FROM_TEAMS, bp, link

__all__ = ["REACHED_FROM_TEAMS", "bp", "link", "notes", "offering", "plans", "preparations", "sections"]
