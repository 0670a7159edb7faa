"""Lessons the demo lead's team prepares together: one agreed on, of which a school has made its own plan, one under
discussion, and one that the demo teacher still drafts."""

import tomllib
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask_babel import force_locale

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.demo.seed.city import City
from teachnet.preparation.models import JointPreparation, PassageNote
from teachnet.teams.models import Team
from teachnet.teams.queries import people_of

TOLD = tomllib.loads((Path(__file__).parent.parent / "preparation.toml").read_text(encoding="utf-8"))
LANGUAGE = "zh_Hans_CN"


def fill(city: City) -> None:
    lead, teacher = (db.session.get_one(Person, city.accounts[name].id) for name in ("lead", "teacher"))
    team = db.session.scalars(sa.select(Team).where(Team.lead_id == lead.id).order_by(Team.id)).first()
    others = [person for person in db.session.scalars(people_of(team)) if person.id not in (lead.id, teacher.id)]
    agreed = _discuss(team, TOLD["agreed"], teacher)
    for note in _suggest(agreed, TOLD["agreed"], others):
        note.accept(by=teacher)
        db.session.flush()
    agreed.agree(by=lead)
    db.session.flush()
    _own_plan(agreed, others[2])
    _suggest(_discuss(team, TOLD["discussed"], others[0]), TOLD["discussed"], others[1:])
    _draft(team, TOLD["draft"], teacher)


def _draft(team: Team, told: dict, drafter: Person) -> JointPreparation:
    planned = {
        "title": told["title"],
        "unit": told["unit"],
        "own_due_on": today() + timedelta(days=told["due_in_days"]),
    }
    with force_locale(LANGUAGE):
        preparation = JointPreparation.begin(team, drafter=drafter, by=team.lead, **planned)
    db.session.flush()
    for section, text in zip(preparation.shared_plan.standing, told["sections"], strict=True):
        if text:
            section.change(section.heading, text, seen=section.version, by=drafter)
            db.session.flush()
    return preparation


def _discuss(team: Team, told: dict, drafter: Person) -> JointPreparation:
    preparation = _draft(team, told, drafter)
    preparation.lay_before_colleagues(by=drafter)
    db.session.flush()
    return preparation


def _suggest(preparation: JointPreparation, told: dict, people: list[Person]) -> list[PassageNote]:
    said = [*told.get("suggestions", ()), *told.get("comments", ())]
    notes = []
    for one, person in zip(said, people, strict=False):
        section = preparation.shared_plan.standing[one["section"]]
        words = {"replacement": one.get("replacement"), "by": person}
        notes.append(PassageNote.on(section, one["passage"], one["text"], **words))
        db.session.flush()
    return notes


def _own_plan(preparation: JointPreparation, owner: Person) -> None:
    told = TOLD["agreed"]["own"]
    plan = preparation.begin_own(owner)
    db.session.flush()
    section = plan.standing[2]
    section.replace(told["before"], told["after"], near=0, by=owner)
    db.session.flush()
    plan.hand_in()
    db.session.flush()
    plan.reflect(told["reflection"])
    db.session.flush()
