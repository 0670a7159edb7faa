"""What is still counted for a person this hour and this day. Whoever asks holds that hour until they commit."""

from datetime import datetime

import sqlalchemy as sa

from teachnet.db import CITY_TIME, beginning_of, db, insert_if_new
from teachnet.study.models import StudyHour, StudyRules
from teachnet.study.models.ceiling import MINUTE, hour_of


def rules() -> StudyRules:
    return db.session.get(StudyRules, 1) or StudyRules.unwritten()


def room_for(person_id: int, rules: StudyRules, now: datetime) -> int:
    """In milliseconds."""
    hour, day = hour_of(now), beginning_of(now.astimezone(CITY_TIME).date())
    mine = sa.select(StudyHour.hour, StudyHour.credited_ms).where(StudyHour.person_id == person_id)
    of_today = mine.where(StudyHour.hour >= day).order_by(StudyHour.hour).with_for_update()
    counted = dict(db.session.execute(of_today).all())
    if hour not in counted:
        new = insert_if_new(StudyHour, by=["person_id", "hour"], person_id=person_id, hour=hour, credited_ms=0)
        db.session.execute(new)
        counted = dict(db.session.execute(of_today).all())
    this_hour = rules.most_an_hour * MINUTE - counted.get(hour, 0)
    return max(0, min(this_hour, rules.most_a_day * MINUTE - sum(counted.values())))


def use(person_id: int, credited: int, now: datetime) -> None:
    this = (StudyHour.person_id == person_id) & (StudyHour.hour == hour_of(now))
    grown = {"credited_ms": StudyHour.credited_ms + credited}
    db.session.execute(sa.update(StudyHour).where(this).values(grown).execution_options(synchronize_session=False))
