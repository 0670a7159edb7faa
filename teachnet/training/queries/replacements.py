"""Who comes instead of whom."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.training.models import Cohort, Enrolment, QuotaLine, Replacement, ReplacementState
from teachnet.training.policy import sees_all

MOST = 300  # who may come instead: a county has so many of one subject
NAMED = (Person.name, Person.name_pinyin, Person.gender, Person.born_on, Person.stage, Person.subject, Person.title)
REPLACEMENT_LINE = (
    joinedload(Replacement.case).joinedload(Enrolment.teacher).load_only(Person.name),
    joinedload(Replacement.case).joinedload(Enrolment.school),
    joinedload(Replacement.case).joinedload(Enrolment.cohort),
    joinedload(Replacement.case).joinedload(Enrolment.line).joinedload(QuotaLine.county),
    joinedload(Replacement.teacher).load_only(Person.name),
    joinedload(Replacement.asked_by).load_only(Person.name),
    joinedload(Replacement.decided_by).load_only(Person.name),
)


def replacements_visible_to(person: Person) -> sa.Select:
    """A school those of its teachers, a county those of its seats."""
    found = sa.select(Replacement).join(Replacement.case)
    if sees_all(person):
        return found
    schools = Organisation.ids_within(*scopes(person, Role.SCHOOL_ADMIN))
    counties = Organisation.ids_within(*scopes(person, Role.COUNTY_ADMIN))
    ours = sa.select(QuotaLine.id).where(QuotaLine.county_id.in_(counties))
    return found.where(Enrolment.school_id.in_(schools) | Enrolment.line_id.in_(ours))


def replacements_listed(person: Person) -> sa.Select:
    """To be decided first, then the latest."""
    is_decided = Replacement.state != ReplacementState.ASKED
    return replacements_visible_to(person).order_by(is_decided, Replacement.id.desc()).options(*REPLACEMENT_LINE)


def replacements_asked_in(cohort: Cohort) -> sa.Select:
    found = sa.select(Replacement).join(Replacement.case)
    return found.where(Enrolment.cohort_id == cohort.id, Replacement.state == ReplacementState.ASKED)


def could_come_instead(person: Person, case: Enrolment) -> sa.Select:
    """Who teaches the same in the same county today, at a school of this person's: by school and name."""
    teach = (
        sa.select(Appointment.person_id)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            Appointment.role == Role.TEACHER,
            Appointment.holds(),
            Organisation.county_id == case.line.county_id,
            Organisation.id.in_(Organisation.ids_within(*scopes(person, Role.SCHOOL_ADMIN, Role.COUNTY_ADMIN))),
        )
    )
    return (
        sa.select(Person)
        .where(
            Person.id.in_(teach),
            Person.disabled_at.is_(None),
            Person.id.not_in((person.id, case.teacher_id)),
            Person.stage.is_not_distinct_from(case.teacher.stage),
            Person.subject.is_not_distinct_from(case.teacher.subject),
        )
        .order_by(Person.name_pinyin, Person.id)
        .limit(MOST)
        .options(load_only(*NAMED), selectinload(Person.appointments).joinedload(Appointment.organisation))
    )
