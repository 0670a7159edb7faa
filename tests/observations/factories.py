from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.observations import actions
from teachnet.observations.models import MarkKind, ObservationSheet, ObservedLesson, RubricLine
from teachnet.teams.models import Team
from tests.factories import saved


def a_lesson(team: Team, teacher: Person, *observers: Person, **planned) -> ObservedLesson:
    known = {"title": "Why does it float?", "pupils": "Year 5, class 2", "minutes": 40}
    known |= {"starts_at": utcnow() - timedelta(hours=1), **planned}
    lesson = actions.plan(team, teacher=teacher, observers=observers, by=team.lead, **known)
    db.session.commit()
    return lesson


def marked(sheet: ObservationSheet, *marks: tuple[MarkKind, float], length: float | None = None) -> ObservationSheet:
    """`marks`: (what, at which minute)."""
    for kind, minute in marks:
        actions.mark(sheet, kind, at_ms=round(minute * 60_000))
    if length:
        sheet.length_ms = round(length * 60_000)
    db.session.commit()
    db.session.refresh(sheet)
    return sheet


def handed_in(sheet: ObservationSheet, summary: str = "They asked each other.", **levels: int) -> ObservationSheet:
    """`levels`: by the name of a line of the rubric."""
    lines = {line.name: line.id for line in db.session.query(RubricLine)}
    sheet.rate({lines[name]: level for name, level in levels.items()}, summary=summary)
    sheet.hand_in()
    db.session.commit()
    return sheet


def a_line(name: str = "Questions") -> RubricLine:
    return saved(RubricLine(name=name, level_1="Few", level_2="Some", level_3="Many", level_4="Of pupils"))
