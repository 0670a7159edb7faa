"""Who reviews whose work, while works still come in. Pure.

Each who hands in reviews `each` works of others, and each work is reviewed by `each`. Nobody can wait for the last one
to hand in: a newcomer takes over duties nobody has begun, and those who had them review the newcomer's work instead.
So everybody's share stays what it is, whoever comes when.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """A learner (who, like a work, is named by an id of theirs) reviews a work."""

    reviewer: int
    work: int
    is_begun: bool = False


@dataclass(frozen=True)
class Change:
    """`passed_on` are duties that get another work: the newcomer's; `new` are those that begin."""

    passed_on: tuple[Duty, ...]
    new: tuple[Duty, ...]


def welcome(newcomer: int, others: Sequence[int], duties: Sequence[Duty], each: int) -> Change:
    """`others` have handed in before; a learner and their work have the same id here."""
    if len(others) <= each:
        new = [Duty(newcomer, work) for work in others] + [Duty(reviewer, newcomer) for reviewer in others]
        return Change((), tuple(new))
    passed_on = _to_take_over(duties, each)
    taken = [Duty(newcomer, duty.work) for duty in passed_on]
    missing = each - len(taken)
    if missing:  # nearly all are begun: works with the fewest reviews get one more
        reviews = Counter(duty.work for duty in duties)
        had = {duty.work for duty in taken}
        fewest = sorted((work for work in others if work not in had), key=lambda work: (reviews[work], work))
        taken += [Duty(newcomer, work) for work in fewest[:missing]]
    return Change(tuple(passed_on), tuple(taken))


def _to_take_over(duties: Sequence[Duty], each: int) -> list[Duty]:
    """Those nobody has begun, of different people about different works. Of whoever has most to do."""
    chosen: list[Duty] = []
    open_duties = [duty for duty in duties if not duty.is_begun]
    load = Counter(duty.reviewer for duty in open_duties)
    for duty in sorted(open_duties, key=lambda duty: (-load[duty.reviewer], duty.reviewer, duty.work)):
        reviewers, works = {one.reviewer for one in chosen}, {one.work for one in chosen}
        if len(chosen) < each and duty.reviewer not in reviewers and duty.work not in works:
            chosen.append(duty)
    return chosen
