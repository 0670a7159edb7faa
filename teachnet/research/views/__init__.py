"""Research projects: proposal, review, opening, mid-term, conclusion; evidence, changes, visits and outcomes."""

from teachnet.research.views import changes, evidence, outcomes, people, projects, reports, visits
from teachnet.research.views.blueprint import PAGE, bp

__all__ = ["PAGE", "bp", "changes", "evidence", "outcomes", "people", "projects", "reports", "visits"]
