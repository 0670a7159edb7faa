"""Handing in a questionnaire."""

from collections.abc import Mapping

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.evaluation import queries
from teachnet.evaluation.models import EvaluationAnswered, EvaluationTally, EvaluationWords
from teachnet.evaluation.words import Round
from teachnet.training.models import Cohort

Marks = Mapping[tuple[int, int | None], int]


def answer(cohort: Cohort, round: Round, *, by: Person, marks: Marks, words: str = "") -> None:
    """Once, by somebody who was there, while it is open. Nothing that is kept joins the person and the answer."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    require_open(cohort, round, by)
    EvaluationAnswered.note(cohort, round, by)
    EvaluationTally.count(cohort, round, dict(marks))
    EvaluationWords.mix_in(cohort, round, words)
    db.session.flush()


def require_open(cohort: Cohort, round: Round, person: Person) -> None:
    rule = queries.rule()
    if rule is None or not rule.is_open(cohort, round):
        raise Refused(_("This questionnaire is not open today."))
    if db.session.scalar(queries.was_there(person, cohort)) is None:
        raise Refused(_("Only those who were there are asked."))
    if (cohort.id, round) in db.session.execute(queries.answered_by(person)).all():
        raise Refused(_("You have answered this questionnaire already."))
