"""Writes that span several things: taking people in, reckoning, concluding, a sheet to begin with."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.projects import queries
from teachnet.projects.deeds import records_of
from teachnet.projects.models import (
    GivenPoints,
    Measure,
    Participation,
    ProjectResult,
    ScoringPart,
    StudyProject,
)
from teachnet.projects.scoring import score
from teachnet.projects.standing import Standing
from teachnet.study.joining import join_all


def standings(project: StudyProject, people: Collection[int]) -> dict[int, Standing]:
    """As they are at this moment, by the id of the person; so many statements, however many people."""
    found = records_of(project, people)
    return {
        person: Standing.of(project, score(project.parts, record.deeds), record.finished)
        for person, record in found.items()
    }


def take_in(project: StudyProject, people: Sequence[Person]) -> list[Participation]:
    """Who does not take part yet does from now on, and studies its required courses."""
    if not project.takes_people:
        raise Refused(_("Nobody can join this project now."))
    join_all([one.course for one in project.required], people)  # in whose order the people are locked, too
    ids = [person.id for person in people]
    known = sa.select(Participation.person_id).where(
        Participation.project_id == project.id, Participation.person_id.in_(ids)
    )
    taken = set(db.session.scalars(known))
    new = [Participation(project=project, person=person) for person in people if person.id not in taken]
    db.session.add_all(new)
    db.session.flush()
    return new


def join(project: StudyProject, person: Person) -> None:
    if not take_in(project, [person]):
        raise Refused(_("You take part already."))


def reckon(project: StudyProject, participations: Sequence[Participation]) -> dict[int, Standing]:
    found = standings(project, [one.person_id for one in participations])
    keep(sums_of(participations, found))
    return found


def sums_of(participations: Sequence[Participation], found: dict[int, Standing]) -> list[dict[str, Any]]:
    return [{"id": one.id} | Participation.sums(found[one.person_id]) for one in participations]


def keep(sums: list[dict[str, Any]]) -> None:
    """For the lists. They are what the ledgers say: no audit row each hour for each person."""
    if sums:
        db.session.execute(sa.update(Participation), sums)


def settle(project: StudyProject, participations: Sequence[Participation]) -> None:
    """A result for each who has none. Whoever gives them points at this moment is waited for."""
    waiting = [one for one in participations if one.result is None]
    _wait_for([one.id for one in waiting])
    found = reckon(project, waiting)
    db.session.add_all(ProjectResult.of(one, found[one.person_id]) for one in waiting)
    db.session.flush()


def give_points(participation: Participation, points: dict[int, int | None], *, by: Person) -> None:
    """By the id of the row; None: nothing is said about it. Two at once: one waits, and the last one stands."""
    _wait_for([participation.id])
    db.session.refresh(participation.project, ["state"])
    if not participation.project.is_open:
        raise Refused(_("This project is already: %(state)s.", state=participation.project.state.label))
    before = {one.row_id: one for one in db.session.scalars(queries.given_to(participation))}
    rows = {row.id: row for row in participation.project.rows_by_hand}
    for row_id, given in points.items():
        if given is None or (row_id in before and before[row_id].points == given):
            continue
        one = before.get(row_id) or GivenPoints(participation=participation, row=rows[row_id])
        one.give(given, by=by)
        db.session.add(one)
    db.session.flush()
    reckon(participation.project, [participation])


def _wait_for(participations: Sequence[int]) -> None:
    rows = sa.select(Participation.id).where(Participation.id.in_(participations)).order_by(Participation.id)
    db.session.execute(rows.with_for_update())


def write_usual_sheet(project: StudyProject) -> None:
    """What is usual in the province: a task of sixty marks and what goes beyond it, forty. To be changed at will."""
    if project.parts:
        raise Refused(_("There is a scoring sheet already."))
    task = ScoringPart.last_of(project, title=_("Task"), most=60)
    task.add_row(measure=Measure.MINUTES, each=20, points=1, most=30)
    task.add_row(measure=Measure.ASSIGNMENTS, points=6, most=12)
    task.add_row(measure=Measure.REVIEWS, points=3, most=6)
    task.add_row(measure=Measure.QUIZZES, points=3, most=12)
    beyond = ScoringPart.last_of(project, title=_("Beyond the task"), most=40, points_a_mark=10, most_points_a_day=40)
    beyond.add_row(measure=Measure.RESOURCES, points=20)
    beyond.add_row(measure=Measure.JOURNAL, points=2)
    beyond.add_row(measure=Measure.POSTS, points=2)
    beyond.add_row(measure=Measure.COMMENTS, points=1)
    beyond.add_row(measure=Measure.COURSES, points=20)
