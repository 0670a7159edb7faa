"""Programmes, classes and seats as somebody sees them."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.training.chain import ENDED
from teachnet.training.models import (
    Cohort,
    CohortState,
    Enrolment,
    EnrolmentState,
    Programme,
    ProgrammeState,
    QuotaLine,
)
from teachnet.training.policy import sees_all

COHORT_LINE = (joinedload(Cohort.programme), joinedload(Cohort.host_organisation), joinedload(Cohort.host))
COHORT_PAGE = (*COHORT_LINE, selectinload(Cohort.lines).joinedload(QuotaLine.county))


def programmes_visible_to(person: Person) -> sa.Select:
    """The city and the auditor see all; others those that have been approved."""
    programmes = sa.select(Programme)
    return programmes if sees_all(person) else programmes.where(Programme.state != ProgrammeState.DRAFT)


def cohorts_visible_to(person: Person) -> sa.Select:
    """Announced classes are for everybody to read; what is being planned is the city's."""
    cohorts = sa.select(Cohort)
    return cohorts if sees_all(person) else cohorts.where(Cohort.state != CohortState.PLANNED)


def lines_visible_to(person: Person) -> sa.Select:
    """A county sees its own line, and so do the schools and teachers in it."""
    lines = sa.select(QuotaLine)
    if sees_all(person):
        return lines
    counties = {post.organisation.county_id for post in person.current_appointments}
    return lines.where(QuotaLine.county_id.in_(counties - {None}))


def cohorts_open_for(person: Person) -> sa.Select:
    """Classes this teacher could apply for today: for their stage and subject, with seats for their county, on days
    that are free, and never asked for before."""
    school = person.school
    if school is None:
        return sa.select(Cohort).where(sa.false())
    theirs = aliased(Cohort)
    days_taken = sa.exists().where(
        Enrolment.teacher_id == person.id,
        Enrolment.cohort_id == theirs.id,
        Enrolment.state.not_in(ENDED),
        theirs.starts_on <= Cohort.ends_on,
        theirs.ends_on >= Cohort.starts_on,
    )
    return (
        sa.select(Cohort)
        .where(
            Cohort.open_now(),
            sa.or_(Cohort.stage.is_(None), Cohort.stage == person.stage),
            sa.or_(Cohort.subject.is_(None), Cohort.subject == person.subject),
            Cohort.lines.any((QuotaLine.county_id == school.county_id) & (QuotaLine.seats > 0)),
            ~Cohort.enrolments.any((Enrolment.teacher_id == person.id) & (Enrolment.state != EnrolmentState.WITHDRAWN)),
            ~days_taken,
        )
        .order_by(Cohort.closes_on, Cohort.starts_on, Cohort.id)
        .options(*COHORT_LINE)
    )


def cohorts_to_nominate_for(person: Person) -> sa.Select:
    """Open classes that have seats for the county of this person's school."""
    counties = {school.county_id for school in scopes(person, Role.SCHOOL_ADMIN)} - {None}
    return (
        sa.select(Cohort)
        .where(Cohort.open_now(), Cohort.lines.any(QuotaLine.county_id.in_(counties) & (QuotaLine.seats > 0)))
        .order_by(Cohort.closes_on, Cohort.starts_on, Cohort.id)
        .options(*COHORT_LINE)
    )


def counties() -> sa.Select:
    """Those a class may give seats to."""
    from_county = Organisation.county_id == Organisation.id
    return sa.select(Organisation).where(from_county, Organisation.closed_on.is_(None)).order_by(Organisation.code)


def bases() -> sa.Select:
    """Where a class can be held."""
    return (
        sa.select(Organisation)
        .where(Organisation.kind.in_((OrganisationKind.BASE, OrganisationKind.CITY)), Organisation.closed_on.is_(None))
        .order_by(Organisation.lineage)
    )


def possible_hosts() -> sa.Select:
    held = sa.exists().where(Appointment.person_id == Person.id, Appointment.role == Role.HOST, Appointment.holds())
    return sa.select(Person).where(held, Person.disabled_at.is_(None)).order_by(Person.name_pinyin, Person.id)
