"""Which beds to give to whom: women with women, men with men, colleagues together. Looking changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from teachnet.accounts.models import Gender
from teachnet.training.models import Enrolment


def proposed(cases: Sequence[Enrolment], given: Mapping[int, str], rooms: Iterable[str], beds: int) -> dict[int, str]:
    """{case id: room} of those among `cases` who have none in `given` (room by case id) and get one of `rooms`.

    Each room has so many beds. A room somebody sleeps in is filled by those of the same gender only; where it is not
    on record whose room it is, or what somebody is, nobody is put in with anybody.
    """
    taken, whose = Counter(given.values()), _whose(cases, given)
    waiting: dict[Gender | None, list[Enrolment]] = defaultdict(list)
    for case in cases:
        if case.id not in given:
            waiting[case.teacher.gender].append(case)
    found: dict[int, str] = {}
    for room in dict.fromkeys(rooms):
        for case in _who_fits(waiting, whose.get(room), beds - taken[room], is_empty=not taken[room]):
            found[case.id] = room
    return found


def mixed(cases: Iterable[Enrolment], given: Mapping[int, str]) -> set[str]:
    """Rooms that men and women share by this list: the host looks again."""
    genders = defaultdict(set)
    for case in cases:
        if case.id in given and case.teacher.gender:
            genders[given[case.id]].add(case.teacher.gender)
    return {room for room, both in genders.items() if len(both) > 1}


def _whose(cases: Iterable[Enrolment], given: Mapping[int, str]) -> dict[str, Gender | None]:
    genders = defaultdict(set)
    for case in cases:
        if case.id in given:
            genders[given[case.id]].add(case.teacher.gender)
    return {room: next(iter(found)) if len(found) == 1 else None for room, found in genders.items()}


def _who_fits(
    waiting: Mapping[Gender | None, list[Enrolment]], whose: Gender | None, beds: int, *, is_empty: bool
) -> list[Enrolment]:
    """Taken from those who wait, the first of them first. An empty room is for those of whom the most wait."""
    if beds <= 0 or not (whose or is_empty):
        return []
    gender = whose or max(waiting, key=lambda each: len(waiting[each]), default=None)
    line = waiting.get(gender, [])
    many = beds if gender else 1
    chosen, line[:] = line[:many], line[many:]
    return chosen
