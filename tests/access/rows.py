"""One line an endpoint: what each person is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# The columns of the table, in order. `own` is the teacher a record is about; the offices are those above them.
PEOPLE = (
    "anonymous",
    "own",
    "colleague",
    "neighbour",
    "stranger",
    "former",
    "disabled",
    "school",
    "county",
    "other_county",
    "city",
    "host",
    "tutor",
    "lead",
    "reviewer",
    "auditor",
)


def nothing(world) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """`statuses`: one for each of PEOPLE, separated by blanks. `ids` makes the URL from the world."""

    ids: Callable[..., dict[str, Any]]
    statuses: str
    data: Callable[..., dict[str, Any]] | None = None
    json: Callable[..., Any] | None = None

    def __post_init__(self):
        assert len(self.statuses.split()) == len(PEOPLE), self.statuses

    def expected(self) -> dict[str, int]:
        return dict(zip(PEOPLE, map(int, self.statuses.split()), strict=True))
