"""Sharing learners out among groups so that their tutors come to have as many as each other. Pure."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Learner = TypeVar("Learner")


@dataclass(frozen=True)
class GroupLoad:
    """A group, its tutor, and how many learners it has."""

    group_id: int
    tutor_id: int
    learners: int


def seats(count: int, groups: Sequence[GroupLoad], loads: Mapping[int, int]) -> dict[int, int]:
    """How many of `count` come into each group: one after the other to whichever tutor has the fewest, of theirs to the
    smallest group. `loads` are all the learners of each tutor, in whatever course."""
    of_tutor = defaultdict(list)
    for group in groups:
        of_tutor[group.tutor_id].append((group.learners, group.group_id))
    for theirs in of_tutor.values():
        heapq.heapify(theirs)
    tutors = [(loads.get(tutor, 0), tutor) for tutor in of_tutor]
    heapq.heapify(tutors)
    given = Counter({group.group_id: 0 for group in groups})
    for _one in range(count if tutors else 0):
        load, tutor = tutors[0]
        size, group_id = of_tutor[tutor][0]
        given[group_id] += 1
        heapq.heapreplace(of_tutor[tutor], (size + 1, group_id))
        heapq.heapreplace(tutors, (load + 1, tutor))
    return dict(given)


def share_out(learners: Sequence[Learner], seats: Mapping[int, int]) -> Iterator[tuple[int, list[Learner]]]:
    """(group, who comes into it). Learners come in the order in which they belong together – stage, subject, school –,
    and stay together as far as the seats allow."""
    begin = 0
    for group_id, many in seats.items():
        yield group_id, list(learners[begin : begin + many])
        begin += many
