from teachnet.anomalies.models import AnomalyKind
from teachnet.db import db
from tests.access.rows import Row, nothing
from tests.anomalies.factories import an_anomaly


def build(world) -> None:
    """About `own`: one nobody has looked at, one the county upheld, one against which `own` appealed."""
    own, county, city = (world.people[name] for name in ("own", "county", "city"))
    world.anomaly = an_anomaly(own).id
    upheld = an_anomaly(own, kind=AnomalyKind.DEVICE, evidence={"accounts": 3, "others": []})
    upheld.uphold(by=county, note="So it is", taken_back=[])
    appealed = an_anomaly(own, kind=AnomalyKind.TOO_FAST, evidence={"beats": 9, "too_fast": 8})
    appealed.uphold(by=city, note="So it is", taken_back=[])
    db.session.commit()
    appealed.appeal(by=own, note="It was not")
    world.upheld, world.appealed = upheld.id, appealed.id


def anomaly(world) -> dict:
    return {"anomaly_id": world.anomaly}


def upheld(world) -> dict:
    return {"anomaly_id": world.upheld}


def appealed(world) -> dict:
    return {"anomaly_id": world.appealed}


def words(world) -> dict:
    return {"note": "A word", "decision": "confirm"}


def amounts(world) -> dict:
    kinds = {"people_a_device": 3, "hours_a_day": 14, "too_fast_beats": 60}
    return kinds | {"missed_percent": 80, "same_percent": 80}


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET anomalies.sheet": Row(nothing,              "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 403"),
    "GET anomalies.mine": Row(nothing,               "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 403"),
    "GET anomalies.anomaly": Row(anomaly,            "302 404 404 404 404 404 302 200 200 404 200 404 404 404 404 403"),
    "POST anomalies.clear": Row(anomaly,             "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=words),
    "POST anomalies.uphold": Row(anomaly,            "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=words),
    "POST anomalies.appeal": Row(upheld,             "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403",
                                   data=words),
    "POST anomalies.decide_appeal": Row(appealed,    "302 403 403 403 403 403 302 403 303 404 409 403 403 403 403 403",
                                   data=words),
    "GET anomalies.rules": Row(nothing,              "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST anomalies.set_rules": Row(nothing,         "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                   data=amounts),
}
