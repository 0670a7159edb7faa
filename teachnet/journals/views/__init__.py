"""One's own journal of a course, and those of a group for its tutor."""

from teachnet.journals.views import entries, tutoring
from teachnet.journals.views.blueprint import REACHED_FROM_GROUPS, REACHED_FROM_STUDY, bp, link

__all__ = ["REACHED_FROM_GROUPS", "REACHED_FROM_STUDY", "bp", "entries", "link", "tutoring"]
