"""What is asked, of whom, and what came of it."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.db import TODAY, db, from_today
from teachnet.evaluation.models import (
    CohortLecturer,
    EvaluationAnswered,
    EvaluationItem,
    EvaluationRule,
    EvaluationTally,
    EvaluationWords,
)
from teachnet.evaluation.words import LONGEST_AGO, About, Round
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState
from teachnet.training.policy import is_host, sees_all

ASSESSED = (EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)
# Whoever was there; of those assessed, whoever was there for some of it.
WAS_THERE = (Enrolment.state == EnrolmentState.ARRIVED) | (
    Enrolment.state.in_(ASSESSED) & (sa.func.coalesce(Enrolment.attended_minutes, 0) > 0)
)
ENDED = Cohort.ends_on <= TODAY


def rule() -> EvaluationRule | None:
    return db.session.scalars(sa.select(EvaluationRule).order_by(EvaluationRule.id.desc()).limit(1)).first()


def cohorts_attended(person: Person) -> sa.Select:
    """Those that may still ask this person something."""
    return (
        sa.select(Cohort)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.teacher_id == person.id, WAS_THERE, ENDED, Cohort.ends_on > from_today(-LONGEST_AGO))
        .order_by(Cohort.ends_on.desc(), Cohort.id)
        .options(joinedload(Cohort.programme))
    )


def answered_by(person: Person) -> sa.Select:
    return sa.select(EvaluationAnswered.cohort_id, EvaluationAnswered.round).where(
        EvaluationAnswered.person_id == person.id
    )


def open_for(person: Person) -> Iterator[tuple[Cohort, Round, date]]:
    """Questionnaires this person can answer today and has not, and until when."""
    holds = rule()
    cohorts = db.session.scalars(cohorts_attended(person)).all() if holds else []
    if holds and cohorts:
        done = {tuple(row) for row in db.session.execute(answered_by(person))}
        for cohort in cohorts:
            for round in Round:
                if holds.is_open(cohort, round) and (cohort.id, round) not in done:
                    yield cohort, round, holds.closes_on(cohort, round)


def cohorts_evaluated(person: Person) -> sa.Select:
    """Lines `(id, title, ends_on, there, answered)` of cohorts that are over, the latest first."""
    there, answered = (
        sa.select(kind.cohort_id, sa.func.count().label("n")).where(condition).group_by(kind.cohort_id).subquery()
        for kind, condition in ((Enrolment, WAS_THERE), (EvaluationAnswered, EvaluationAnswered.round == Round.END))
    )
    lines = (
        sa.select(
            Cohort.id,
            Cohort.title,
            Cohort.ends_on,
            there.c.n.label("there"),
            sa.func.coalesce(answered.c.n, 0).label("answered"),
        )
        .join(there, there.c.cohort_id == Cohort.id)
        .outerjoin(answered, answered.c.cohort_id == Cohort.id)
        .where(Cohort.state != CohortState.PLANNED, Cohort.starts_on <= TODAY)
        .order_by(Cohort.ends_on.desc(), Cohort.id)
    )
    if sees_all(person):
        return lines
    seen = [sa.false()]
    if counties := scopes(person, Role.COUNTY_ADMIN):
        seen.append(Cohort.host_organisation_id.in_(Organisation.ids_within(*counties)))
    if is_host(person):
        seen.append(Cohort.host_id == person.id)
    return lines.where(sa.or_(*seen))


def items_of(round: Round) -> sa.Select:
    abouts = (About.EFFECT,) if round.is_follow_up else (About.COHORT, About.LECTURER)
    return (
        sa.select(EvaluationItem)
        .where(EvaluationItem.about.in_(abouts))
        .order_by(EvaluationItem.about, EvaluationItem.position)
    )


def lecturers_of(cohort: Cohort) -> sa.Select:
    return sa.select(CohortLecturer).where(CohortLecturer.cohort_id == cohort.id).order_by(CohortLecturer.id)


def tallies_of(cohort: Cohort) -> sa.Select:
    return sa.select(EvaluationTally).where(EvaluationTally.cohort_id == cohort.id)


def words_of(cohort: Cohort) -> sa.Select:
    """In the order of ids that mean nothing."""
    return sa.select(EvaluationWords).where(EvaluationWords.cohort_id == cohort.id).order_by(EvaluationWords.id)


def answered_in(cohort: Cohort) -> sa.Select:
    """(round, how many)"""
    return (
        sa.select(EvaluationAnswered.round, sa.func.count())
        .where(EvaluationAnswered.cohort_id == cohort.id)
        .group_by(EvaluationAnswered.round)
    )


def attendance_of(cohort: Cohort) -> sa.Select:
    """(how many were there, of the minutes of those assessed the mean)"""
    return sa.select(sa.func.count(), sa.func.avg(Enrolment.attended_minutes)).where(
        Enrolment.cohort_id == cohort.id, WAS_THERE
    )


def was_there(person: Person, cohort: Cohort) -> sa.Select:
    return sa.select(Enrolment.id).where(Enrolment.cohort_id == cohort.id, Enrolment.teacher_id == person.id, WAS_THERE)
