"""What each day brought, in the city's days, kept with each beat and told again from the beats by the migration."""

import sqlalchemy as sa
import time_machine
from flask_migrate import downgrade

from teachnet.db import CITY_TIME, create_schema, db, utcnow
from teachnet.study.models import CourseEnrolment, StudyDay
from tests.factories import a_teacher
from tests.study.factories import a_clip, a_course, a_learner
from tests.study.player import Player, at, beat

TO_MIDNIGHT = 24 * 3600 - (at(0).astimezone(CITY_TIME) - at(0).astimezone(CITY_TIME).replace(hour=0, minute=0)).seconds


def days() -> list:
    kept = sa.select(StudyDay.enrolment_id, StudyDay.day, StudyDay.credited_ms).order_by(StudyDay.day, StudyDay.id)
    return [tuple(row) for row in db.session.execute(kept)]


def watch_over_midnight(as_person) -> tuple[CourseEnrolment, CourseEnrolment]:
    """Ten minutes before and five after, and another course two minutes long next day."""
    lin = a_teacher(name="Lin")
    clips = [a_clip(a_course(units=0, title=title), 3600) for title in ("First", "Second")]
    first, second = (a_learner(clip.course, lin) for clip in clips)
    with time_machine.travel(at(TO_MIDNIGHT - 600), tick=False) as clock:
        for clip, minutes in ((clips[0], 15), (clips[1], 2)):
            player, begun = Player(as_person(lin), clip), (utcnow() - at(0)).total_seconds()
            player.open()
            for minute in range(minutes):
                clock.move_to(at(begun + 60 * (minute + 1)))
                player.send(beat(minute, 60 * minute, 60 * (minute + 1)))
    return first, second


def test_a_day_ends_at_midnight_in_the_city(as_person, app):
    first, second = watch_over_midnight(as_person)

    before = at(TO_MIDNIGHT - 60).astimezone(CITY_TIME).date()
    after = at(TO_MIDNIGHT + 60).astimezone(CITY_TIME).date()
    # The beat of midnight itself belongs to the day that begins.
    assert days() == [(first.id, before, 9 * 60_000), (first.id, after, 6 * 60_000), (second.id, after, 2 * 60_000)]
    db.session.expire_all()
    assert sum(ms for _whose, _day, ms in days()) == first.credited_ms + second.credited_ms


def test_the_migration_tells_the_days_from_the_beats(as_person, app):
    watch_over_midnight(as_person)
    kept = days()
    db.session.remove()
    try:
        downgrade(revision="0037")
    finally:
        create_schema()
    assert days() == kept
