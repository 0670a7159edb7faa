"""Seats and the reserve: what a case takes and gives back when it moves. Its county's lines are locked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.training.chain import SEATED, EnrolmentState
from teachnet.training.models.quota import QuotaLine, Seat, find_seat
from teachnet.training.models.seat_move import lend_seat, move_seats
from teachnet.training.words import SeatReason, field_name

if TYPE_CHECKING:
    from teachnet.training.models.enrolment import Enrolment

S = EnrolmentState


def take_seat(case: "Enrolment", *, by: Person) -> None:
    lines = case.line.lock()
    if told := _spread_is_full(case, lines):
        raise Refused(told)
    seat = _find(case, lines)
    if seat and seat.lender:
        lend_seat(seat.lender, seat.line, by=by)
    if seat is None or not seat.line.take_seat():
        raise Refused(no_seat_left(case.line))
    case.line = seat.line


def take_seat_beyond(case: "Enrolment", *, by: Person, reason: str) -> None:
    """One that no county has yet, past the line and past the spread; the cohort's row is locked."""
    lines = case.line.lock()
    if _find(case, lines) and not _spread_is_full(case, lines):
        raise Refused(_("%(owner)s has a seat left: no exception is needed.", owner=case.line.owner))
    if not case.cohort.give_one():
        raise Refused(_("All seats of the cohort are given to the counties; raise their number first."))
    move_seats(case.line, 1, SeatReason.EXCEPTION, by=by, note=reason)
    db.session.flush()
    case.line.take_seat()
    case.is_exception = True


def _find(case: "Enrolment", lines: Sequence[QuotaLine]) -> Seat | None:
    return find_seat(case.line, lines, case.teacher, case.school)


def _spread_is_full(case: "Enrolment", lines: Sequence[QuotaLine]) -> str:
    """A large quota is not all for one subject: see `SpreadRule`. Empty when there is room."""
    most = case.cohort.most_alike(lines)
    if most is None or db.session.scalars(_how_many_alike(case)).one() < most:
        return ""
    return too_many_alike(case.line, case.teacher, most)


def too_many_alike(line: QuotaLine, teacher: Person, most: int) -> str:
    taught = field_name(teacher.stage, teacher.subject)
    county = line.county.shown_name
    return _("%(county)s may send at most %(most)s of %(taught)s.", county=county, most=most, taught=taught)


def no_seat_left(line: QuotaLine) -> str:
    return _("All seats of %(owner)s are taken.", owner=line.owner)


def _how_many_alike(case: "Enrolment") -> sa.Select:
    """Of this county, in this cohort, with a seat, teaching the same."""
    kind = type(case)
    return (
        sa.select(sa.func.count())
        .select_from(kind)
        .join(kind.teacher)
        .join(kind.line)
        .where(
            kind.cohort_id == case.cohort_id,
            QuotaLine.county_id == case.line.county_id,
            kind.state.in_(SEATED),
            Person.stage.is_not_distinct_from(case.teacher.stage),
            Person.subject.is_not_distinct_from(case.teacher.subject),
        )
    )


def last_rank(case: "Enrolment") -> int:
    """The rank of one who now stands last on the reserve list of the line."""
    kind = type(case)
    waiting = sa.select(sa.func.count()).where(kind.line_id == case.line_id, kind.state == S.RESERVE)
    return db.session.scalars(waiting).one() + 1


def leave_reserve(case: "Enrolment", to: EnrolmentState) -> None:
    """Those behind move up. Whoever gets a place is the first."""
    if to.holds_seat and case.reserve_rank != 1:
        raise Refused(_("Somebody stands before this teacher on the reserve list; nobody jumps the queue."))
    kind = type(case)
    behind = sa.update(kind).where(kind.line_id == case.line_id, kind.reserve_rank > case.reserve_rank)
    moved_up = behind.values(reserve_rank=kind.reserve_rank - 1)
    db.session.execute(moved_up.execution_options(synchronize_session=False))
