"""Materials of a session; and on the page of a resource, the sessions it belongs to."""

from teachnet.materials.views import materials
from teachnet.materials.views.blueprint import REACHED_FROM_TEAMS, bp, link, panel

__all__ = ["REACHED_FROM_TEAMS", "bp", "link", "materials", "panel"]
