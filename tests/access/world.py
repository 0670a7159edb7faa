"""A small city in which every relation to a record has somebody who stands in it."""

from datetime import timedelta
from types import SimpleNamespace

from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.db import db, today, utcnow
from tests.factories import a_county, a_person, a_school, a_teacher, an_organisation, somebody, the_city


class World(SimpleNamespace):
    """city, county, other_county, school, neighbour_school, other_school, base, people; features add their things."""


def a_world() -> World:
    world = World()
    world.city = the_city()
    world.county, world.other_county = a_county(world.city, name="Zhangdian"), a_county(world.city, name="Yiyuan")
    world.school = a_school(world.county, name="Zhangdian First Primary")
    world.neighbour_school = a_school(world.county, name="Zhangdian Second Primary")
    world.other_school = a_school(world.other_county, name="Yiyuan Primary")
    world.base = an_organisation(OrganisationKind.BASE, world.county, name="Zhangdian base")
    world.people = {
        "own": a_teacher(world.school, "Own"),
        "colleague": a_teacher(world.school, "Colleague"),
        "neighbour": a_teacher(world.neighbour_school, "Neighbour"),
        "stranger": a_teacher(world.other_school, "Stranger"),
        "former": _former_admin(world.school, now_at=world.other_school),
        "disabled": a_teacher(world.school, "Disabled", disabled_at=utcnow()),
        "school": somebody(Role.SCHOOL_ADMIN, world.school, "School"),
        "county": somebody(Role.COUNTY_ADMIN, world.county, "County"),
        "other_county": somebody(Role.COUNTY_ADMIN, world.other_county, "OtherCounty"),
        "city": somebody(Role.CITY_ADMIN, world.city, "City"),
        "host": somebody(Role.HOST, world.base, "Host"),
        "tutor": somebody(Role.TUTOR, world.county, "Tutor"),
        "lead": somebody(Role.RESEARCH_LEAD, world.county, "Lead"),
        "reviewer": somebody(Role.REVIEWER, world.city, "Reviewer"),
        "auditor": somebody(Role.AUDITOR, world.city, "Auditor"),
    }
    return world


def _former_admin(school: Organisation, *, now_at: Organisation) -> Person:
    """Administered the school until yesterday; teaches elsewhere since."""
    person = a_person("Former")
    post = person.appoint(Role.SCHOOL_ADMIN, school, starts_on=today() - timedelta(days=300))
    post.close(on=today())
    person.appoint(Role.TEACHER, now_at)
    db.session.commit()
    return person
