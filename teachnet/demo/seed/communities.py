"""Research communities of the home county: one that the home school leads, with something that waits for its partner's
word, and a cluster that has only begun."""

import tomllib
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.communities import actions
from teachnet.communities.models import ActivityKind, Community, CommunityActivity, Owing, SchoolPart
from teachnet.db import db, today
from teachnet.demo.seed.city import City
from teachnet.terms import term_of

TOLD = tomllib.loads((Path(__file__).parent.parent / "communities.toml").read_text(encoding="utf-8"))


def fill(city: City) -> None:
    lead, teacher = (db.session.get_one(Person, city.accounts[name].id) for name in ("lead", "teacher"))
    home = teacher.school
    others = _schools_of(home.county, but=home)
    for told in TOLD["communities"]:
        core = home if told["core"] else others.pop(0)
        partners = [others.pop(0) for _ in range(told["partners"])]
        _found(told, lead, [core, *partners])


def _schools_of(county: Organisation, *, but: Organisation) -> list[Organisation]:
    """Rural ones first."""
    schools = sa.select(Organisation).where(
        Organisation.id.in_(Organisation.ids_within(county)),
        Organisation.kind == OrganisationKind.SCHOOL,
        Organisation.id != but.id,
    )
    return list(db.session.scalars(schools.order_by(Organisation.is_rural.desc(), Organisation.id)))


def _found(told: dict, lead: Person, schools: list[Organisation]) -> None:
    community = Community(
        region=schools[0].county, name=told["name"], purpose=told["purpose"], coordinator=lead,
        founded_on=today() - timedelta(days=400),
    )  # fmt: skip
    db.session.add(community)
    db.session.flush()
    for number, school in enumerate(schools):
        community.take_in(school, part=SchoolPart.PARTNER if number else SchoolPart.CORE)
        db.session.flush()
    for kind, owed_by, times in told["owed"]:
        actions.oblige(community, term_of(today()), ActivityKind(kind), Owing(owed_by), times)
        db.session.flush()
    for one in told["given"]:
        _give(community, one, schools)


def _give(community: Community, told: dict, schools: list[Organisation]) -> None:
    giver = schools[told["giver"]]
    receiver = schools[told["receiver"]] if "receiver" in told else None
    words = {"kind": ActivityKind(told["kind"]), "title": told["title"], "outcome": told["outcome"]}
    day = today() - timedelta(days=told["days_ago"])
    activity = CommunityActivity.report(
        community, by=community.coordinator, giver=giver, receiver=receiver, day=day, **words
    )
    db.session.flush()
    if "note" in told:
        confirming = receiver or next(school for school in schools if school is not giver)
        activity.confirm(by=_office_of(confirming), note=told["note"])
        db.session.flush()


def _office_of(school: Organisation) -> Person:
    """Who speaks for it; of a school without an office of its own, a teacher."""
    here = sa.select(Person).join(Appointment).where(Appointment.organisation_id == school.id, Appointment.holds())
    first = here.order_by(Appointment.role != Role.SCHOOL_ADMIN, Person.id).limit(1)
    return db.session.scalars(first).one()
