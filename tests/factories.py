"""Records for tests, saved and ready; say only what the test is about. Features have their own beside their tests."""

from itertools import count

from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.db import db

_number = count(1)


def saved(record):
    db.session.add(record)
    db.session.commit()
    return record


def a_city(**fields) -> Organisation:
    return an_organisation(OrganisationKind.CITY, None, **fields)


def a_county(city: Organisation | None = None, **fields) -> Organisation:
    return an_organisation(OrganisationKind.COUNTY, city or the_city(), **fields)


def a_school(county: Organisation | None = None, **fields) -> Organisation:
    return an_organisation(OrganisationKind.SCHOOL, county or a_county(), **fields)


def the_city() -> Organisation:
    """The one city of this test, made at first use."""
    found = db.session.query(Organisation).filter_by(kind=OrganisationKind.CITY).first()
    return found or a_city(name="Zibo education bureau", code="370300")


def an_organisation(kind: OrganisationKind, parent: Organisation | None, **fields) -> Organisation:
    number = next(_number)
    organisation = Organisation(**{"code": f"O{number}", "name": f"{kind.label} {number}", "kind": kind} | fields)
    organisation.place_under(parent)
    return saved(organisation)


def a_person(name: str = "Lin", **fields) -> Person:
    return saved(Person(**{"name": name, "username": f"{name.lower()}{next(_number)}"} | fields))


def somebody(role: Role, organisation: Organisation, name: str = "", **fields) -> Person:
    """A person with one appointment."""
    person = a_person(name or f"{role.value}", **fields)
    person.appoint(role, organisation)
    db.session.commit()
    return person


def a_teacher(school: Organisation | None = None, name: str = "Zhou Min", **fields) -> Person:
    return somebody(Role.TEACHER, school or a_school(), name, **fields)


def a_school_admin(school: Organisation, name: str = "Sun") -> Person:
    return somebody(Role.SCHOOL_ADMIN, school, name)


def a_county_admin(county: Organisation, name: str = "Qian") -> Person:
    return somebody(Role.COUNTY_ADMIN, county, name)


def a_city_admin(name: str = "Wu") -> Person:
    return somebody(Role.CITY_ADMIN, the_city(), name)
