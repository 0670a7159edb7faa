"""What is on a board, and what was written of the days."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from teachnet.accounts.models import Organisation, Person
from teachnet.board.models import BoardPost, Reflection
from teachnet.training.models import ON_ROSTER, Cohort, Enrolment


def posts_up() -> sa.Select:
    """What has not been taken down, of all classes: whose board one sees is up to the policy."""
    return sa.select(BoardPost).where(BoardPost.taken_down_at.is_(None))


def posts_on(cohort: Cohort) -> sa.Select:
    """The latest first."""
    return (
        posts_up()
        .where(BoardPost.cohort_id == cohort.id)
        .order_by(BoardPost.id.desc())
        .options(joinedload(BoardPost.file), joinedload(BoardPost.by).load_only(Person.name))
    )


def reflections_of(case: Enrolment) -> sa.Select:
    return sa.select(Reflection).where(Reflection.enrolment_id == case.id).order_by(Reflection.day.desc())


def days_written(cohort: Cohort) -> sa.Select:
    """(day, how many have written of it) of a class, the latest first."""
    return (
        sa.select(Reflection.day, sa.func.count())
        .join(Reflection.enrolment)
        .where(Enrolment.cohort_id == cohort.id)
        .group_by(Reflection.day)
        .order_by(Reflection.day.desc())
    )


def reflections_on(cohort: Cohort, day: date) -> sa.Select:
    return (
        sa.select(Reflection)
        .join(Reflection.enrolment)
        .join(Enrolment.teacher)
        .where(Enrolment.cohort_id == cohort.id, Reflection.day == day)
        .order_by(Person.name_pinyin, Person.id)
        .options(
            contains_eager(Reflection.enrolment).contains_eager(Enrolment.teacher).load_only(Person.name),
            contains_eager(Reflection.enrolment).joinedload(Enrolment.school).load_only(Organisation.name),
        )
    )


def how_many_learn(cohort: Cohort) -> sa.Select:
    here = Enrolment.cohort_id == cohort.id
    return sa.select(sa.func.count(Enrolment.id)).where(here, Enrolment.state.in_(ON_ROSTER))
