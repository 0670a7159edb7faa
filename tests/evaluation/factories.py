"""Questions, a rule and people who were there, saved and ready."""

from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.evaluation import actions
from teachnet.evaluation.models import EvaluationItem, EvaluationRule
from teachnet.evaluation.words import About, Round
from teachnet.training.models import Cohort, EnrolmentState
from tests.factories import a_county, a_school, a_teacher, saved
from tests.training.factories import a_cohort, an_enrolment


def the_questions() -> None:
    """The rule of the province and an item or two of each kind."""
    weights = {"process": 30, "satisfaction": 30, "effect": 40, "excellent_from": 95, "good_from": 85}
    db.session.add(EvaluationRule(open_days=14, least=5, **weights))
    for about in About:
        for position in (1, 2):
            db.session.add(EvaluationItem(about=about, text=f"{about.value} {position}", position=position))
    db.session.commit()


def an_ended_cohort(days_ago: int = 0, **fields) -> Cohort:
    lines = fields.pop("lines", None) or {a_county(): 60}
    cohort = a_cohort(lines, **fields)
    for name in ("opens_on", "closes_on", "county_review_by", "confirm_by", "starts_on"):
        setattr(cohort, name, today() - timedelta(days=days_ago + 4))
    cohort.ends_on = today() - timedelta(days=days_ago)
    return saved(cohort)


def who_was_there(cohort: Cohort, count: int, *, state: EnrolmentState = EnrolmentState.COMPLETED) -> list[Person]:
    school = a_school(cohort.lines[0].county)
    people = [a_teacher(school, f"Teacher{number}") for number in range(count)]
    for person in people:
        case = an_enrolment(cohort, teacher=person, state=state)
        case.attended_minutes = cohort.programme.hours * 60
    db.session.commit()
    return people


def marks_of(about: About, mark: int) -> dict[tuple[int, int | None], int]:
    return {(item.id, None): mark for item in db.session.query(EvaluationItem).filter_by(about=about)}


def an_answer(cohort: Cohort, by: Person, mark: int = 5, *, words: str = "", round: Round = Round.END) -> None:
    about = About.EFFECT if round.is_follow_up else About.COHORT
    actions.answer(cohort, round, by=by, marks=marks_of(about, mark), words=words)
    db.session.commit()
