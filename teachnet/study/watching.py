"""Hearing a player out: sessions are opened, beats are counted once, progress is kept. The caller commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from teachnet.audit.trail import record
from teachnet.db import add_up, db, today, utcnow
from teachnet.spans import missing, total
from teachnet.study import ceilings, finishing, presence, queries
from teachnet.study.ledger import Beat, Counted, Verdict, count, read_beat
from teachnet.study.models import CourseEnrolment, PresencePrompt, StudyDay, Unit, UnitProgress, WatchBeat, WatchSession


def open_session(
    enrolment: CourseEnrolment, unit: Unit, *, at: datetime | None = None, device: str | None = None
) -> WatchSession:
    """From now on this one is credited, and no older one. What was lent to the last is owed by this one."""
    before = db.session.scalars(_newest(enrolment.learner_id).with_for_update()).first()
    session = WatchSession(
        person_id=enrolment.learner_id,
        unit_id=unit.id,
        started_at=at or utcnow(),
        device=device,
        debt=before.debt if before else 0,
    )
    if before:
        session.since_asked, session.ask_after = before.since_asked, before.ask_after
    db.session.add(session)
    db.session.flush()
    record("watch_session", session.id, changes={"unit_id": [None, unit.id]})
    finishing.begin_progress(unit, enrolment)
    return session


@dataclass(frozen=True)
class Heard:
    progress: UnitProgress
    counted: list[Counted]
    prompt: PresencePrompt | None = None

    @property
    def verdicts(self) -> list[Verdict]:
        return [one.verdict for one in self.counted]


def hear(session: WatchSession, unit: Unit, enrolment: CourseEnrolment, sent: Iterable[Any]) -> Heard:
    """Count what was sent, in the order it was sent. What is no beat, or was heard before, counts nothing."""
    with db.session.no_autoflush:  # each row is written once
        return _hear(session, unit, enrolment, sent)


def _hear(session: WatchSession, unit: Unit, enrolment: CourseEnrolment, sent: Iterable[Any]) -> Heard:
    now = utcnow()
    progress = db.session.scalars(queries.progress_in(unit, enrolment).with_for_update()).one()
    beats = _not_heard_before(session, (read_beat(raw, unit.length) for raw in sent))
    is_newest = session.id == db.session.scalar(_newest(session.person_id).with_only_columns(WatchSession.id))
    at = max(0, int((now - session.started_at).total_seconds() * 1000))
    rules = ceilings.rules()
    room = ceilings.room_for(session.person_id, rules, now) if beats and is_newest else 0
    counted, gained = [], 0
    for beat in beats:
        worth = {"at": at, "length": unit.length, "max_rate": unit.max_rate, "is_newest": is_newest}
        counted.append(count(beat, session, progress, **worth, room=room - gained))
        gained += counted[-1].credited
    if gained:
        ceilings.use(session.person_id, gained, now)
        today_here = {"enrolment_id": enrolment.id, "day": today()}
        db.session.execute(add_up(StudyDay, by=list(today_here), **today_here, credited_ms=gained))
    if beats:
        progress.covered_ms, progress.credited_ms = total(progress.covered), total(progress.credited)
        if is_newest:
            progress.position_ms = min(max(beats, key=lambda beat: beat.seq).end, unit.length)
        _keep(session, zip(beats, counted, strict=True), now)
        _sum_up(progress, unit, enrolment, gained, now)
    return Heard(progress, counted, presence.ask(session, gained, rules) if is_newest else None)


def session_of(enrolment: CourseEnrolment, unit: Unit, session_id: int) -> sa.Select:
    """One's own only, locked: two beats of one window are counted one after the other."""
    return (
        sa.select(WatchSession)
        .where(
            WatchSession.id == session_id,
            WatchSession.person_id == enrolment.learner_id,
            WatchSession.unit_id == unit.id,
        )
        .with_for_update()
    )


def first_missing(progress: UnitProgress | None, unit: Unit) -> int:
    """Where a reader goes on: the first moment that is not credited."""
    gaps = missing(progress.credited if progress else [], 0, unit.length)
    return gaps[0][0] if gaps else unit.length


def _newest(person_id: int) -> sa.Select:
    return sa.select(WatchSession).where(WatchSession.person_id == person_id).order_by(WatchSession.id.desc()).limit(1)


def _not_heard_before(session: WatchSession, read: Iterable[Beat | None]) -> list[Beat]:
    beats: dict[int, Beat] = {}
    for beat in read:
        if beat is not None:
            beats.setdefault(beat.seq, beat)
    heard = sa.select(WatchBeat.seq).where(WatchBeat.session_id == session.id, WatchBeat.seq.in_(list(beats)))
    known = set(db.session.scalars(heard)) if beats else set()
    return [beat for seq, beat in beats.items() if seq not in known]


def _keep(session: WatchSession, heard: Iterable[tuple[Beat, Counted]], now: datetime) -> None:
    rows = [
        {
            "session_id": session.id,
            "seq": beat.seq,
            "arrived_at": now,
            "from_ms": beat.start,
            "to_ms": beat.end,
            "rate": beat.rate,
            "verdict": counted.verdict,
            "covered_ms": counted.covered,
            "credited_ms": counted.credited,
        }
        for beat, counted in heard
    ]
    db.session.execute(sa.insert(WatchBeat), rows)


def _sum_up(progress: UnitProgress, unit: Unit, enrolment: CourseEnrolment, gained: int, now: datetime) -> None:
    values = finishing.seen(now) | {"credited_ms": CourseEnrolment.credited_ms + gained}
    if progress.done_at is None and progress.is_enough(unit):
        progress.done_at = now
        db.session.flush()
        values |= finishing.one_more_done(unit, enrolment, now)
    finishing.keep_sums(enrolment, values)
