"""Research communities of town and country: schools, obligations by term, and what was given and confirmed."""

from teachnet.communities.views import activities, communities
from teachnet.communities.views.blueprint import PAGE, bp

__all__ = ["PAGE", "activities", "bp", "communities"]
