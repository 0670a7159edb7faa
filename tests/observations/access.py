from datetime import timedelta

from teachnet.db import db, today
from teachnet.observations import actions
from teachnet.observations.models import Reach
from tests.access.rows import Row, nothing
from tests.observations.factories import a_lesson, a_line, handed_in
from tests.teams.factories import a_member, a_team


def build(world) -> None:
    """In a team that `lead` leads: a lesson of `colleague` that `own` observes, one that nobody observes yet, and one of
    `own` that `colleague` and `lead` have handed in."""
    lead, own, colleague = (world.people[name] for name in ("lead", "own", "colleague"))
    team = a_team(region=world.county, lead=lead, name="Lessons of primary science")
    a_member(team, own)
    a_member(team, colleague)
    watched, free = a_lesson(team, colleague, own, title="Does ice sink?"), a_lesson(team, colleague, title="Magnets")
    sheet = watched.sheet_of(own)
    actions.remark(sheet, "A long silence", reach=Reach.PRIVATE, starts_ms=1000, ends_ms=None)
    answered = a_lesson(team, own, colleague, lead, title="Why do boats float?")
    for observer in (colleague, lead):
        handed_in(answered.sheet_of(observer))
    world.observations_team_id, world.watched_id, world.free_id, world.answered_id = (
        team.id, watched.id, free.id, answered.id,
    )  # fmt: skip
    db.session.refresh(sheet)
    world.lesson_remark_id, world.lesson_sheet_id = sheet.remarks[0].id, answered.sheet_of(colleague).id
    world.rubric_line_id = a_line("Silences").id


def team(world) -> dict:
    return {"team_id": world.observations_team_id}


def watched(world) -> dict:
    return {"lesson_id": world.watched_id}


def free(world) -> dict:
    return {"lesson_id": world.free_id}


def answered(world) -> dict:
    return {"lesson_id": world.answered_id}


def remark(world) -> dict:
    return {"remark_id": world.lesson_remark_id}


def a_plan(world) -> dict:
    day = (today() + timedelta(days=3)).isoformat()
    people = {"teacher": world.people["own"].id, "observers": [world.people["colleague"].id]}
    return {**people, "title": "Levers", "pupils": "Year 6", "day": day, "time": "09:00", "minutes": 40}


def a_remark(world) -> dict:
    return {"remark-text": "They waited", "remark-starts": "2:18", "remark-reach": "teacher"}


def a_line_of_words(world) -> dict:
    return {"name": "Noise", "level_1": "a", "level_2": "b", "level_3": "c", "level_4": "d"}


# What is observed belongs to those who took part: no office above them sees that there was a lesson.
# fmt: off
ROWS = {
    #                                             anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET observations.mine": Row(nothing,        "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "GET observations.growth": Row(nothing,      "302  200  200  200  200  200  302  403  403  403  403  403  403  200  403  403"),
    "GET observations.of_team": Row(team,        "302  200  200  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "GET observations.new_lesson": Row(team,     "302  200  200  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "POST observations.plan": Row(team,          "302  303  422  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                  data=a_plan),  # a member plans lessons of their own
    "GET observations.lesson": Row(watched,      "302  200  200  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "POST observations.come_along": Row(free,    "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST observations.call_off": Row(watched,   "302  403  303  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST observations.answer": Row(answered,    "302  303  403  404  404  404  302  404  404  404  404  404  404  403  404  404",
                                    data=lambda w: {"reply": "I will wait longer.", "sharing": "team"}),
    "GET observations.watch": Row(watched,       "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST observations.keep": Row(watched,       "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                  json=lambda w: {"kept": [{"do": "begin", "ago": 5}]}),
    "GET observations.worker": Row(nothing,      "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET observations.sheet": Row(watched,       "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST observations.rate": Row(watched,       "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                  data=lambda w: {"summary": "Good"}),
    "POST observations.hand_in": Row(watched,    "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                     data=lambda w: {"summary": "Good"}),
    "POST observations.add_mark": Row(watched,   "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                      data=lambda w: {"mark-kind": "recall", "mark-at": "2:18"}),
    "POST observations.add_remark": Row(watched, "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                        data=a_remark),
    "GET observations.remark": Row(remark,       "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST observations.change_remark": Row(remark,
                                                 "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                           data=a_remark),
    "POST observations.remove_remark": Row(remark,
                                                 "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "GET observations.read": Row(lambda w: {"sheet_id": w.lesson_sheet_id},
                                                 "302  200  200  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "GET observations.compare": Row(answered,    "302  403  200  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "GET observations.rubric": Row(nothing,      "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "POST observations.add_line": Row(nothing,   "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                      data=a_line_of_words),
    # There is a line already.
    "POST observations.take_usual": Row(nothing, "302  403  403  403  403  403  302  403  403  403  409  403  403  403  403  403"),
    "POST observations.retire": Row(lambda w: {"line_id": w.rubric_line_id},
                                                 "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
}
