"""What people said of the cohorts that are over: of each round that is closed, by most of those who were there."""

from collections.abc import Iterator

import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City
from teachnet.evaluation.models import (
    CohortLecturer,
    EvaluationAnswered,
    EvaluationItem,
    EvaluationTally,
    EvaluationWords,
)
from teachnet.evaluation.queries import WAS_THERE, rule
from teachnet.evaluation.words import About, Round
from teachnet.training.models import Cohort, Enrolment

ANSWER = 0.8  # of those who were there
TOPICS = ("课堂提问与追问", "作业设计与讲评")
NAMES = ("fives", "fours", "threes", "twos", "ones")
SPREAD = (66, 26, 6, 2, 1)
SAID = (
    "案例很实在，回去就能用。",
    "希望多安排现场观摩。",
    "两位老师讲得好，时间再长一点就更好了。",
    "分组研讨收获最大。",
    "午间休息时间有点短。",
    "材料能提前发下来更好。",
)


def fill(city: City) -> None:
    rows: dict[type, list[Row]] = {
        model: [] for model in (CohortLecturer, EvaluationAnswered, EvaluationTally, EvaluationWords)
    }
    items, holds = db.session.scalars(sa.select(EvaluationItem).order_by(EvaluationItem.id)).all(), rule()
    for cohort, people in _over():
        lecturers = list(_lecturers(city, cohort))
        rows[CohortLecturer] += lecturers
        for round in Round:
            if holds and holds.has_closed(cohort, round):
                answered = [person for person in people if city.draw.random() < ANSWER]
                ids = [{"id": city.ids.next(EvaluationAnswered), "person_id": person} for person in answered]
                here = {"cohort_id": cohort.id, "round": round}
                rows[EvaluationAnswered] += [row | here for row in ids]
                asked = _asked(items, lecturers, round)
                rows[EvaluationTally] += [_tally(city, len(answered)) | here | about for about in asked]
                rows[EvaluationWords] += [_words(city, text) | here for text in city.draw.sample(SAID, 3)]
    for model, found in rows.items():
        insert(model, found)


def _over() -> Iterator[tuple[Cohort, list[int]]]:
    """Cohorts, and who was there."""
    found = sa.select(Cohort).where(Cohort.over_now()).order_by(Cohort.id)
    for cohort in db.session.scalars(found).all():
        there = sa.select(Enrolment.teacher_id).where(Enrolment.cohort_id == cohort.id, WAS_THERE)
        if people := list(db.session.scalars(there.order_by(Enrolment.id))):
            yield cohort, people


def _lecturers(city: City, cohort: Cohort) -> Iterator[Row]:
    for lead, topic in zip(city.draw.sample(city.staff[Role.RESEARCH_LEAD], len(TOPICS)), TOPICS, strict=True):
        yield {"id": city.ids.next(CohortLecturer), "cohort_id": cohort.id, "name": lead.name, "topic": topic}


def _asked(items: list[EvaluationItem], lecturers: list[Row], round: Round) -> Iterator[Row]:
    for item in items:
        if item.about is About.LECTURER and not round.is_follow_up:
            yield from ({"item_id": item.id, "lecturer_id": lecturer["id"]} for lecturer in lecturers)
        elif item.about is (About.EFFECT if round.is_follow_up else About.COHORT):
            yield {"item_id": item.id, "lecturer_id": None}


def _tally(city: City, count: int) -> Row:
    drawn = city.draw.choices(NAMES, weights=SPREAD, k=count)
    return {"id": city.ids.next(EvaluationTally)} | {name: drawn.count(name) for name in NAMES}


def _words(city: City, text: str) -> Row:
    return {"id": city.draw.getrandbits(60), "text": text}
