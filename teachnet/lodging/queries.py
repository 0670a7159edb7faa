"""Who belongs to a class, and who sleeps where."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from teachnet.accounts.models import Organisation, Person
from teachnet.lodging.models import Lodging
from teachnet.training.models import ON_ROSTER, Cohort, Enrolment


def class_of(cohort: Cohort) -> sa.Select:
    """Everybody who may need a bed, by county, school and name: colleagues stand together."""
    return (
        sa.select(Enrolment)
        .join(Enrolment.teacher)
        .join(Enrolment.school)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(ON_ROSTER))
        .order_by(Organisation.lineage, Person.name_pinyin, Enrolment.id)
        .options(
            contains_eager(Enrolment.teacher).load_only(Person.name, Person.gender),
            contains_eager(Enrolment.school).load_only(Organisation.name),
        )
    )


def beds_in(cohort: Cohort) -> sa.Select:
    """The beds of those who belong to the class; who left it needs none."""
    return (
        sa.select(Lodging)
        .join(Lodging.enrolment)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(ON_ROSTER))
    )


def share_a_room(case: Enrolment) -> sa.Select:
    """(name, school) of the others in the room of this case, by name."""
    own = sa.select(Lodging.room).where(Lodging.enrolment_id == case.id).scalar_subquery()
    return (
        sa.select(Person.name, Organisation.name)
        .select_from(Lodging)
        .join(Lodging.enrolment)
        .join(Enrolment.teacher)
        .join(Enrolment.school)
        .where(
            Enrolment.cohort_id == case.cohort_id,
            Enrolment.state.in_(ON_ROSTER),
            Enrolment.id != case.id,
            Lodging.room == own,
        )
        .order_by(Person.name_pinyin, Enrolment.id)
    )
