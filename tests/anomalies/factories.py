from teachnet.accounts.models import Person
from teachnet.anomalies.finding import week_of
from teachnet.anomalies.models import Anomaly, AnomalyKind
from teachnet.db import today
from tests.factories import saved


def an_anomaly(person: Person, **fields) -> Anomaly:
    """Sixteen hours of one day, this week."""
    counted = {"hours": 16, "day": today().isoformat()}
    shown = {"kind": AnomalyKind.ROUND_THE_CLOCK, "week_on": week_of(today()), "evidence": counted}
    return saved(Anomaly(person=person, **shown | fields))
