"""Who sleeps where in the classes that run: half of them, two in a room."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.demo.seed.bulk import insert
from teachnet.demo.seed.city import City
from teachnet.lodging.models import Lodging
from teachnet.lodging.sharing import proposed
from teachnet.training.models import ON_ROSTER, Cohort, CohortState, Enrolment

ROOMS = [f"{floor}{number:02}" for floor in (3, 4) for number in range(1, 16)]
BEDS = 2


def fill(city: City) -> None:
    runs = (Cohort.starts_on <= city.today) & (Cohort.ends_on >= city.today) & (Cohort.state == CohortState.ANNOUNCED)
    for cohort_id in db.session.scalars(sa.select(Cohort.id).where(runs).order_by(Cohort.id)).all():
        there = sa.select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(ON_ROSTER))
        who = joinedload(Enrolment.teacher).load_only(Person.gender)
        cases = db.session.scalars(there.order_by(Enrolment.school_id, Enrolment.id).options(who)).all()
        found = proposed(cases[: len(cases) // 2], {}, ROOMS, BEDS)
        beds = [{"id": city.ids.next(Lodging), "enrolment_id": case, "room": room} for case, room in found.items()]
        insert(Lodging, beds)
