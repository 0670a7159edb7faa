"""What looks odd in a week of study: a statement for each kind, however many people. It finds, it judges nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from teachnet.anomalies.models import AnomalyRules
from teachnet.anomalies.words import AnomalyKind
from teachnet.assignments.models import Submission
from teachnet.db import CITY_TIME, beginning_of, db
from teachnet.study.models import CourseEnrolment, PresencePrompt, StudyHour, WatchBeat, WatchSession
from teachnet.study.models.watching import IS_TOO_FAST

LEAST_ASKED = 5  # questions of presence: one missed of one says nothing
MOST_NAMED = 50


@dataclass(frozen=True)
class Found:
    person_id: int
    kind: AnomalyKind
    evidence: dict[str, Any]


def week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def find(week_on: date, rules: AnomalyRules) -> list[Found]:
    """In the order of the kinds."""
    ways = (_devices, _too_fast, _round_the_clock, _unanswered, _same_texts)
    return [found for way in ways for found in way(week_on, rules)]


def _within(moment: sa.ColumnElement, week_on: date) -> sa.ColumnElement[bool]:
    return (moment >= beginning_of(week_on)) & (moment < beginning_of(week_on + timedelta(days=7)))


def _devices(week_on: date, rules: AnomalyRules) -> Iterator[Found]:
    """Accounts that studied in one browser. A school's shared computer is one, too: that is for people to know."""
    opened = _within(WatchSession.started_at, week_on) & WatchSession.device.is_not(None)
    shared = (
        sa.select(WatchSession.device)
        .where(opened)
        .group_by(WatchSession.device)
        .having(sa.func.count(WatchSession.person_id.distinct()) >= rules.people_a_device)
    )
    people = sa.select(WatchSession.device, WatchSession.person_id).where(opened, WatchSession.device.in_(shared))
    together = defaultdict(set)
    for device, person in db.session.execute(people.distinct()):
        together[device].add(person)
    largest: dict[int, set[int]] = {}
    for group in together.values():
        for person in group:
            largest[person] = max(largest.get(person, set()), group, key=len)
    for person, group in sorted(largest.items()):
        others = sorted(group - {person})[:MOST_NAMED]
        yield Found(person, AnomalyKind.DEVICE, {"accounts": len(group), "others": others})


def _too_fast(week_on: date, rules: AnomalyRules) -> Iterator[Found]:
    """Beats that claim more than went by on the clock: a player at the speeds it offers sends hardly any."""
    heard = (
        sa.select(WatchSession.person_id, sa.func.count())
        .select_from(WatchBeat)
        .join(WatchSession, WatchSession.id == WatchBeat.session_id)
        .where(_within(WatchBeat.arrived_at, week_on))
        .group_by(WatchSession.person_id)
        .order_by(WatchSession.person_id)
    )
    many = heard.where(sa.text(IS_TOO_FAST)).having(sa.func.count() >= rules.too_fast_beats)
    too_fast = dict(db.session.execute(many).all())
    for person, beats in db.session.execute(heard.where(WatchSession.person_id.in_(list(too_fast)))):
        yield Found(person, AnomalyKind.TOO_FAST, {"beats": beats, "too_fast": too_fast[person]})


def _round_the_clock(week_on: date, rules: AnomalyRules) -> Iterator[Found]:
    """Hours of a day in which something was counted; of a week the worst day."""
    hours = (
        sa.select(StudyHour.person_id, StudyHour.hour)
        .where(_within(StudyHour.hour, week_on), StudyHour.credited_ms > 0)
        .where(StudyHour.person_id.in_(_many_hours(week_on, rules)))
    )
    of_day = defaultdict(int)
    for person, hour in db.session.execute(hours):
        of_day[person, hour.astimezone(CITY_TIME).date()] += 1
    worst: dict[int, tuple[int, date]] = {}
    for (person, day), many in of_day.items():
        if many >= rules.hours_a_day:
            worst[person] = max(worst.get(person, (0, day)), (many, day))
    for person, (many, day) in sorted(worst.items()):
        yield Found(person, AnomalyKind.ROUND_THE_CLOCK, {"hours": many, "day": day.isoformat()})


def _many_hours(week_on: date, rules: AnomalyRules) -> sa.Select:
    """Who cannot be out of question already by the hours of the whole week."""
    return (
        sa.select(StudyHour.person_id)
        .where(_within(StudyHour.hour, week_on), StudyHour.credited_ms > 0)
        .group_by(StudyHour.person_id)
        .having(sa.func.count() >= rules.hours_a_day)
    )


def _unanswered(week_on: date, rules: AnomalyRules) -> Iterator[Found]:
    missed = sa.func.count().filter(PresencePrompt.is_missed())
    asked = (
        sa.select(WatchSession.person_id, sa.func.count(), missed)
        .select_from(PresencePrompt)
        .join(PresencePrompt.session)
        .where(_within(PresencePrompt.asked_at, week_on))
        .group_by(WatchSession.person_id)
        .having(sa.func.count() >= LEAST_ASKED, missed * 100 >= rules.missed_percent * sa.func.count())
        .order_by(WatchSession.person_id)
    )
    for person, many, unheard in db.session.execute(asked):
        yield Found(person, AnomalyKind.UNANSWERED, {"asked": many, "missed": unheard})


def _same_texts(week_on: date, rules: AnomalyRules) -> Iterator[Found]:
    """What learners of one assignment handed in; the closest of somebody's. Who was first is for people to find out."""
    alike = (
        sa.select(CourseEnrolment.learner_id, Submission.id, Submission.alike_id, Submission.alike_percent)
        .join(Submission.enrolment)
        .where(_within(Submission.handed_in_at, week_on), Submission.alike_percent >= rules.same_percent)
        .order_by(CourseEnrolment.learner_id, Submission.alike_percent, Submission.id)
    )
    closest = {row.learner_id: row for row in db.session.execute(alike)}
    for person, row in closest.items():
        evidence = {"percent": row.alike_percent, "submission": row.id, "other": row.alike_id}
        yield Found(person, AnomalyKind.SAME_TEXT, evidence)
