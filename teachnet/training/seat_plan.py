"""Who would get a seat, before anybody takes one: whoever is asked about first has it."""

from collections import Counter
from collections.abc import Collection

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.training import queries
from teachnet.training.models import QuotaLine
from teachnet.training.models.quota import find_seat
from teachnet.training.models.seating import no_seat_left, too_many_alike


class SeatPlan:
    """Seats that those before would have taken: by line, and by who teaches alike."""

    def __init__(self, cohort_ids: Collection[int]):
        """As these cohorts are now."""
        placed = db.session.execute(queries.placed_alike(cohort_ids))
        self._alike = Counter({tuple(key): many for *key, many in placed})
        self._taken: Counter[int] = Counter()

    def take(self, line: QuotaLine, teacher: Person, school: Organisation) -> str:
        """Why there is none for whoever stands in this line; empty: it is theirs. The cohort comes with its lines."""
        lines = [other for other in line.cohort.lines if other.county_id == line.county_id]
        key = (line.cohort_id, line.county_id, teacher.stage, teacher.subject)
        most = line.cohort.most_alike(lines)
        if most is not None and self._alike[key] >= most:
            return too_many_alike(line, teacher, most)
        seat = find_seat(line, lines, teacher, school, self._left)
        if seat is None:
            return no_seat_left(line)
        self._taken[seat.source.id] += 1
        self._alike[key] += 1
        return ""

    def _left(self, line: QuotaLine) -> int:
        return line.left - self._taken[line.id]
