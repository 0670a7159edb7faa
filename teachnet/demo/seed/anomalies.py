"""The anomaly sheet with something in every state, about people of the demo county; never about the demo teacher."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from teachnet.accounts.models import Person
from teachnet.anomalies.finding import week_of
from teachnet.anomalies.models import Anomaly, AnomalyKind, AnomalyState
from teachnet.db import db
from teachnet.demo.cast import HOME_COUNTY
from teachnet.demo.seed.city import City

TOLD = tomllib.loads((Path(__file__).parent.parent / "anomalies.toml").read_text(encoding="utf-8"))
K, S = AnomalyKind, AnomalyState
STATES = (S.OPEN, S.OPEN, S.OPEN, S.CLEARED, S.UPHELD, S.APPEALED, S.CONFIRMED, S.OVERTURNED)


def fill(city: City) -> None:
    hers = city.accounts["teacher"].id
    others = [one.id for one in city.by_county[city.counties[HOME_COUNTY]] if one.id != hers][: len(STATES)]
    week_on = week_of(city.today) - timedelta(days=7)
    for number, (person_id, state) in enumerate(zip(others, STATES, strict=True)):
        kind, evidence = _oddity(number, others, week_on)
        anomaly = Anomaly(person_id=person_id, kind=kind, week_on=week_on, evidence=evidence)
        db.session.add(anomaly)
        db.session.flush()
        _judge(city, anomaly, state)


def _oddity(number: int, others: list[int], week_on) -> tuple[AnomalyKind, dict[str, Any]]:
    oddities = (
        (K.ROUND_THE_CLOCK, {"hours": 17, "day": (week_on + timedelta(days=5)).isoformat()}),
        (K.TOO_FAST, {"beats": 412, "too_fast": 388}),
        (K.UNANSWERED, {"asked": 11, "missed": 10}),
        (K.DEVICE, {"accounts": 3, "others": others[4:6]}),
    )
    return oddities[number % len(oddities)]


def _judge(city: City, anomaly: Anomaly, state: AnomalyState) -> None:
    county, chief = (db.session.get_one(Person, city.accounts[name].id) for name in ("county", "city"))
    if state is S.CLEARED:
        anomaly.clear(by=county, note=TOLD["cleared"])
    elif state is not S.OPEN:
        anomaly.uphold(by=county, note=TOLD["upheld"], taken_back=[])
        db.session.flush()
    if state in (S.APPEALED, S.CONFIRMED, S.OVERTURNED):
        anomaly.appeal(by=anomaly.person, note=TOLD["appeal"])
        db.session.flush()
    if state is S.CONFIRMED:
        anomaly.confirm(by=chief, note=TOLD["confirmed"])
    elif state is S.OVERTURNED:
        anomaly.overturn(by=chief, note=TOLD["overturned"])
    db.session.flush()
