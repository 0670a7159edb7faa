"""Each hour the study of the week is looked at; of the week before as long as its last hour may be new."""

from datetime import timedelta

from teachnet.anomalies import actions
from teachnet.anomalies.finding import week_of
from teachnet.db import CITY_TIME, utcnow
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly

LATE = timedelta(hours=2)

hourly("anomalies.look")


@outbox.handles("anomalies.look")
def look(_payloads: outbox.Payloads) -> None:
    now = utcnow().astimezone(CITY_TIME)
    for week_on in sorted({week_of((now - LATE).date()), week_of(now.date())}):
        actions.look(week_on)
