"""Remote study: my courses, a unit and its player, groups, completion, and writing courses."""

from teachnet.study import jobs
from teachnet.study.views import completion, courses, groups, rules, units, writing
from teachnet.study.views.blueprint import PLACE, bp

__all__ = ["PLACE", "bp", "completion", "courses", "groups", "jobs", "rules", "units", "writing"]
