"""What home reads of the features. Each is one statement, however large the city; the desk may take eight in all."""

from teachnet.home.queries.front import (
    level_one_skills,
    newest_like,
    newest_public,
    open_cohorts,
    places_of_the_city,
    tiles,
)
from teachnet.home.queries.mine import (
    COHORTS_I_HOST,
    MY_CASES,
    MY_CLASSES,
    MY_COURSES,
    MY_DEADLINES,
    MY_GROUPS,
    RETURNED_TO_ME,
    SESSIONS_AHEAD,
    TEAMS_THAT_WAIT,
    TO_MARK,
)
from teachnet.home.queries.offices import (
    NOTICES_THAT_WAIT,
    cases_by_cohort,
    cohorts_to_fill,
    queues_of,
    refusals_this_week,
    review_load,
)

__all__ = [
    "COHORTS_I_HOST",
    "MY_CASES",
    "MY_CLASSES",
    "MY_COURSES",
    "MY_DEADLINES",
    "MY_GROUPS",
    "NOTICES_THAT_WAIT",
    "RETURNED_TO_ME",
    "SESSIONS_AHEAD",
    "TEAMS_THAT_WAIT",
    "TO_MARK",
    "cases_by_cohort",
    "cohorts_to_fill",
    "level_one_skills",
    "newest_like",
    "newest_public",
    "open_cohorts",
    "places_of_the_city",
    "queues_of",
    "refusals_this_week",
    "review_load",
    "tiles",
]
