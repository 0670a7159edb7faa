"""What is seen of hours and credits. Everything starts from `…_visible_to(person)`."""

from teachnet.credits.queries.claims import (
    CLAIM_LINE,
    CLAIM_PAGE,
    claims_of,
    claims_to_decide,
    claims_visible_to,
    claims_waiting,
    how_many,
)
from teachnet.credits.queries.ledger import (
    YEARS,
    entries_of,
    learners,
    learners_visible_to,
    people_counted_under,
    record_visible_to,
    records_of,
    standing_entries_of,
    standing_records_from,
    standing_records_of,
    sums_of,
    year_figures,
    years,
)
from teachnet.credits.queries.rules import RULES_PAGE, rule_sets, rule_sets_of, rulers

__all__ = [
    "CLAIM_LINE",
    "CLAIM_PAGE",
    "RULES_PAGE",
    "YEARS",
    "claims_of",
    "claims_to_decide",
    "claims_visible_to",
    "claims_waiting",
    "entries_of",
    "how_many",
    "learners",
    "learners_visible_to",
    "people_counted_under",
    "record_visible_to",
    "records_of",
    "rule_sets",
    "rule_sets_of",
    "rulers",
    "standing_entries_of",
    "standing_records_from",
    "standing_records_of",
    "sums_of",
    "year_figures",
    "years",
]
