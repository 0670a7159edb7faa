"""Lessons of the demo lead's team that colleagues observed, one that is to come, one that is today: the demo teacher is
watched through a term, and watches."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask_babel import force_locale

from teachnet.accounts.models import Person
from teachnet.db import CITY_TIME, db, today
from teachnet.demo.seed.city import City
from teachnet.observations import actions
from teachnet.observations.models import MarkKind, ObservationSheet, ObservedLesson, Reach, RubricLine, Sharing
from teachnet.teams.models import Team
from teachnet.teams.queries import people_of

TOLD = tomllib.loads((Path(__file__).parent.parent / "observations.toml").read_text(encoding="utf-8"))
MINUTE = 60_000


def fill(city: City) -> None:
    lead, teacher = (db.session.get_one(Person, city.accounts[name].id) for name in ("lead", "teacher"))
    team = db.session.scalars(sa.select(Team).where(Team.lead_id == lead.id).order_by(Team.id)).first()
    others = [person for person in db.session.scalars(people_of(team)) if person.id not in (lead.id, teacher.id)]
    with force_locale(TOLD["rubric_of"]):
        actions.begin_rubric()
    db.session.flush()
    lines = db.session.scalars(sa.select(RubricLine).order_by(RubricLine.id)).all()
    for told, course in zip(TOLD["lessons"], TOLD["courses"], strict=True):
        lesson = _plan(team, told, teacher, [lead, others[0]], day=today() - timedelta(days=told["days_ago"]))
        for number, (sheet, name) in enumerate(zip(lesson.sheets, ("first", "second"), strict=True)):
            _watch(sheet, course[name], course["moments"], remarks=TOLD["remarks"] if number == 0 else [])
            levels = {line.id: level for line, level in zip(lines, told["levels"][number], strict=True)}
            sheet.rate(levels, summary=told["summaries"][number])
            sheet.hand_in()
            db.session.flush()
        if told["reply"]:
            lesson.answer(told["reply"], sharing=Sharing(told["sharing"]))
    _plan(team, TOLD["today"], others[0], [teacher, lead], day=today())
    _plan(team, TOLD["coming"], others[1], [teacher], day=today() + timedelta(days=TOLD["coming"]["in_days"]))


def _plan(team: Team, told: dict, teacher: Person, observers: list[Person], *, day) -> ObservedLesson:
    planned = {"title": told["title"], "pupils": told["pupils"], "minutes": 40}
    starts_at = datetime.combine(day, time(9, 50), tzinfo=CITY_TIME)
    return actions.plan(team, teacher=teacher, observers=observers, by=team.lead, starts_at=starts_at, **planned)


def _watch(sheet: ObservationSheet, course: list, moments: list, *, remarks: list) -> None:
    for minute, kind in [*course, *moments]:
        actions.mark(sheet, MarkKind(kind), at_ms=round(minute * MINUTE))
    for told in remarks:
        said = {"reach": Reach(told["reach"]), "starts_ms": round(told["minute"] * MINUTE), "ends_ms": None}
        actions.remark(sheet, told["text"], **said)
    sheet.length_ms = 40 * MINUTE
