"""How long each was there: told by whatever keeps attendance. That stands to the right of training and offers itself at
start; where nothing does, the host is asked."""

from collections.abc import Callable, Mapping

from teachnet.training.models import Cohort

Attended = Callable[[Cohort], Mapping[int, int]]  # minutes by enrolment id, out of the programme's hours


class Sources:
    def __init__(self):
        self._offered: dict[Attended, None] = {}

    def offer(self, source: Attended) -> None:
        self._offered[source] = None

    def minutes_in(self, cohort: Cohort) -> dict[int, int]:
        """The longest that any of them knows of."""
        found: dict[int, int] = {}
        for source in self._offered:
            for case, minutes in source(cohort).items():
                found[case] = max(minutes, found.get(case, 0))
        return found


sources = Sources()
