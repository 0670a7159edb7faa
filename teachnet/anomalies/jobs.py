"""Each hour the study of the week is looked at; of the week before as long as its last hour may be new."""

from datetime import timedelta

from teachnet.anomalies import actions
from teachnet.anomalies.finding import find, week_of
from teachnet.db import CITY_TIME, db, reading, utcnow
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly

LATE = timedelta(hours=2)

hourly("anomalies.look")


@outbox.handles("anomalies.look")
def look(_payloads: outbox.Payloads) -> None:
    now = utcnow().astimezone(CITY_TIME)
    weeks = sorted({week_of((now - LATE).date()), week_of(now.date())})
    with reading():  # a week of a city takes a while, and nobody shall wait for it with something to write
        found = {week_on: find(week_on, actions.rules()) for week_on in weeks}
        db.session.rollback()
    for week_on, odd in found.items():
        actions.keep(odd, week_on)
