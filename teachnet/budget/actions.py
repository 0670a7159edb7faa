"""Writes that bring several things together."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.budget.documents import Document
from teachnet.budget.models import (
    Category,
    CohortBudget,
    CostStandard,
    FeeCap,
    LectureFee,
    Source,
    TrainingClass,
)
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.training.models import Cohort


def draw_up(cohort: Cohort, *, training_class: TrainingClass, **plan) -> CohortBudget:
    """A first draft; `plan` as for `replan`."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})  # of two who draw it up at once the second is told
    if db.session.scalar(sa.select(CohortBudget.id).where(CohortBudget.cohort_id == cohort.id)):
        raise Refused(_("This cohort has a budget already."))
    budget = CohortBudget(cohort=cohort)
    replan(budget, training_class=training_class, **plan)
    db.session.add(budget)
    return budget


def replan(
    budget: CohortBudget,
    *,
    training_class: TrainingClass,
    people: int,
    days: int,
    extra_days: int,
    amounts: Mapping[tuple[Source, Category], int],
) -> None:
    """By the standard that is in force on the cohort's first day."""
    with db.session.no_autoflush:
        standard = CostStandard.of(training_class, budget.cohort.starts_on)
    budget.plan(standard, people=people, days=days, extra_days=extra_days, amounts=amounts)


def take_over(document: Document) -> None:
    for row in document.rows():
        row.enact()


def drop_standard(standard: CostStandard) -> None:
    if db.session.scalar(sa.select(CohortBudget.id).where(CohortBudget.standard_id == standard.id).limit(1)):
        raise Refused(_("Budgets are counted by this standard; say until when it is in force instead."))
    db.session.delete(standard)


def drop_cap(cap: FeeCap) -> None:
    if db.session.scalar(sa.select(LectureFee.id).where(LectureFee.cap_id == cap.id).limit(1)):
        raise Refused(_("Lecture fees were paid by this cap; say until when it is in force instead."))
    db.session.delete(cap)
