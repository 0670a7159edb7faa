"""Bases with their rooms and inspections, saved and ready."""

from datetime import timedelta

from teachnet.accounts.models import Organisation, OrganisationKind, Person
from teachnet.bases import actions
from teachnet.bases.models import Finding, Grade, Inspection, Room
from teachnet.db import db, today
from tests.factories import a_city_admin, a_county, an_organisation, saved


def a_base_in(county: Organisation | None = None, **fields) -> Organisation:
    return an_organisation(OrganisationKind.BASE, county or a_county(), **fields)


def a_room(base: Organisation, name: str = "Hall 1", **fields) -> Room:
    return saved(Room(**{"base": base, "name": name, "seats": 60, "equipment": "Projector"} | fields))


def an_inspection(base: Organisation, *, by: Person | None = None, **told) -> Inspection:
    about = {
        "year": today().year,
        "inspected_on": today() - timedelta(days=20),
        "inspectors": "Qian, Wu",
        "summary": "",
    }
    inspection = actions.inspect(base, by=by or a_city_admin(), **about | told)
    db.session.commit()
    return inspection


def a_finding(inspection: Inspection, *, days: int | None = None, text: str = "The fire exit is blocked.") -> Finding:
    """To be put right in so many days; just noted without them."""
    grade = Grade.GOOD if days is None else Grade.INSUFFICIENT
    due_on = None if days is None else today() + timedelta(days=days)
    finding = inspection.add_finding(text=text, grade=grade, due_on=due_on)
    db.session.commit()
    return finding
