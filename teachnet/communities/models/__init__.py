"""Research communities of town and country: their schools, what each owes in a term, and what was given."""

from teachnet.communities.models.activity import (
    LEAST_OUTCOME,
    LONGEST_NOTE,
    LONGEST_OUTCOME,
    ActivityState,
    CommunityActivity,
)
from teachnet.communities.models.community import Community, CommunitySchool, SchoolPart
from teachnet.communities.models.obligation import ActivityKind, Obligation, Owing

__all__ = [
    "LEAST_OUTCOME",
    "LONGEST_NOTE",
    "LONGEST_OUTCOME",
    "ActivityKind",
    "ActivityState",
    "Community",
    "CommunityActivity",
    "CommunitySchool",
    "Obligation",
    "Owing",
    "SchoolPart",
]
