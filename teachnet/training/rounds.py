"""Another round of applications: what no county used comes back, and is offered again by rule."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.training import queries
from teachnet.training.models import Cohort, OfferRule, QuotaLine, SeatReason, Window
from teachnet.training.models.seat_move import move_seats

Key = TypeVar("Key", bound=Hashable)


class Waiting(NamedTuple):
    """On the reserve of a line: all of them, and those of rural schools."""

    all: int = 0
    rural: int = 0


@dataclass(frozen=True)
class Shift:
    """What another round does to one line: seats that come back from it, or seats it gets."""

    line: QuotaLine
    waiting: Waiting
    back: int = 0
    gets: int = 0

    @property
    def becomes(self) -> int:
        return self.line.seats - self.back + self.gets


def preview(cohort: Cohort, rule: OfferRule, *, rural_first: bool) -> list[Shift]:
    waiting = {line_id: Waiting(*many) for line_id, *many in db.session.execute(queries.waiting_by_line(cohort))}
    return shifts(cohort.lines, waiting, rule, rural_first=rural_first)


def shifts(
    lines: Collection[QuotaLine], waiting: Mapping[int, Waiting], rule: OfferRule, *, rural_first: bool
) -> list[Shift]:
    """For each line that has seats. It keeps free seats for those on its own reserve; the rest comes back."""
    lines = [line for line in lines if line.is_offered]
    waits = {line.id: waiting.get(line.id, Waiting()) for line in lines}
    back = {line.id: max(line.left - waits[line.id].all, 0) for line in lines}
    gets = _offered_again(lines, waits, sum(back.values()), rule, rural_first)
    return [Shift(line, waits[line.id], back[line.id], gets.get(line.id, 0)) for line in lines]


def _offered_again(
    lines: Sequence[QuotaLine], waits: Mapping[int, Waiting], seats: int, rule: OfferRule, rural_first: bool
) -> dict[int, int]:
    if rule is OfferRule.EVENLY:
        used_up = [line.id for line in lines if line.is_full]
        return shared_out(seats, dict.fromkeys(used_up, seats)) if used_up else {}
    if rule is OfferRule.KEEP:
        return {}
    short = {line.id: max(waits[line.id].all - line.left, 0) for line in lines}
    first = {id_: min(many, waits[id_].rural) if rural_first else 0 for id_, many in short.items()}
    begun = shared_out(seats, first)
    rest = shared_out(seats - sum(begun.values()), {id_: short[id_] - begun[id_] for id_ in short})
    return {id_: begun[id_] + rest[id_] for id_ in short}


def shared_out(seats: int, wishes: Mapping[Key, int]) -> dict[Key, int]:
    """By what each wishes, never more; what does not divide goes to the largest remainders, the first of equals."""
    total = sum(wishes.values())
    if total <= seats:
        return dict(wishes)
    shares = {key: seats * wish // total for key, wish in wishes.items()}
    by_remainder = sorted(wishes, key=lambda key: -(seats * wishes[key] % total))
    for key in by_remainder[: seats - sum(shares.values())]:
        shares[key] += 1
    return shares


def hold(
    cohort: Cohort,
    window: Window,
    rule: OfferRule,
    *,
    rural_first: bool,
    by: Person,
    document_number: str = "",
    note: str = "",
) -> None:
    """Each seat that comes back or is offered again is an entry of the ledger. Whoever takes a seat waits."""
    lines = cohort.locked_lines()
    cohort.begin_round(window, by=by)
    paper = {"document_number": document_number, "note": note}
    planned = preview(cohort, rule, rural_first=rural_first)
    for shift in planned:
        if shift.back:
            move_seats(shift.line, -shift.back, SeatReason.RECLAIMED, by=by, **paper)
    db.session.flush()
    for shift in planned:
        if shift.gets:
            move_seats(shift.line, shift.gets, SeatReason.REOFFERED, by=by, **paper)
    cohort.allocated = sum(line.seats for line in lines)
