"""Certificates as somebody sees them, and the cases that wait for one."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.certificates.models import Certificate, CertificateKey, CertificatePattern
from teachnet.training.models import Cohort, Enrolment, EnrolmentState
from teachnet.training.policy import is_host, sees_all
from teachnet.training.queries import enrolments_visible_to

COMPLETED = Enrolment.state == EnrolmentState.COMPLETED
LINE = (joinedload(Certificate.enrolment).joinedload(Enrolment.school),)
PAGE = (
    *LINE,
    joinedload(Certificate.enrolment).joinedload(Enrolment.cohort).joinedload(Cohort.host_organisation),
    joinedload(Certificate.pattern),
    joinedload(Certificate.issued_by).load_only(Person.name),
    joinedload(Certificate.revoked_by).load_only(Person.name),
    joinedload(Certificate.reissue_of),
    joinedload(Certificate.reissue),
)
# For a case to be certified: nothing of a person but the name.
TO_CERTIFY = (
    joinedload(Enrolment.teacher).load_only(Person.name),
    joinedload(Enrolment.school),
    joinedload(Enrolment.cohort).joinedload(Cohort.programme),
)


def certificates_visible_to(person: Person) -> sa.Select:
    """Of the cases this person sees; and, for the county of a base, of the cohorts held there."""
    certificates = sa.select(Certificate)
    if sees_all(person):
        return certificates
    cases = enrolments_visible_to(person).with_only_columns(Enrolment.id)
    seen = Certificate.enrolment_id.in_(cases)
    if counties := scopes(person, Role.COUNTY_ADMIN):
        held = sa.select(Enrolment.id).join(Enrolment.cohort).where(_is_held_in(*counties))
        seen |= Certificate.enrolment_id.in_(held)
    return certificates.where(seen)


def _is_held_in(*organisations: Organisation) -> sa.ColumnElement[bool]:
    return Cohort.host_organisation_id.in_(Organisation.ids_within(*organisations))


def my_certificates(person: Person) -> sa.Select:
    return (
        sa.select(Certificate)
        .join(Certificate.enrolment)
        .where(Enrolment.teacher_id == person.id)
        .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
        .options(contains_eager(Certificate.enrolment))
    )


def cohorts_certified(person: Person) -> sa.Select:
    """Lines `(id, title, ends_on, completed, waiting, valid, doubtful)` of cohorts, the latest first."""
    has_one = sa.exists().where(Certificate.enrolment_id == Enrolment.id)
    is_valid = sa.exists().where(Certificate.enrolment_id == Enrolment.id, Certificate.revoked_at.is_(None))
    tally = (
        sa.select(
            Enrolment.cohort_id,
            sa.func.count().filter(COMPLETED).label("completed"),
            sa.func.count().filter(COMPLETED & ~has_one).label("waiting"),
            sa.func.count().filter(is_valid).label("valid"),
            sa.func.count().filter(is_valid & ~COMPLETED).label("doubtful"),
        )
        .where(COMPLETED | has_one)
        .group_by(Enrolment.cohort_id)
        .subquery()
    )
    counts = (tally.c.completed, tally.c.waiting, tally.c.valid, tally.c.doubtful)
    lines = (
        sa.select(Cohort.id, Cohort.title, Cohort.ends_on, *counts)
        .join(tally, tally.c.cohort_id == Cohort.id)
        .order_by(Cohort.ends_on.desc(), Cohort.id)
    )
    if sees_all(person):
        return lines
    seen = [sa.false()]
    if counties := scopes(person, Role.COUNTY_ADMIN):
        seen.append(_is_held_in(*counties))
    if is_host(person):
        seen.append(Cohort.host_id == person.id)
    return lines.where(sa.or_(*seen))


def certificates_of(cohort: Cohort) -> sa.Select:
    """All that were ever issued: what has to be revoked first, then by number."""
    doubtful = Certificate.revoked_at.is_(None) & ~COMPLETED
    return (
        sa.select(Certificate)
        .join(Certificate.enrolment)
        .where(Enrolment.cohort_id == cohort.id)
        .order_by(doubtful.desc(), Certificate.code)
        .options(contains_eager(Certificate.enrolment).joinedload(Enrolment.school))
    )


def valid_certificates_of(cohort: Cohort) -> sa.Select:
    """To be printed: those whose case still stands."""
    valid = certificates_of(cohort).where(Certificate.revoked_at.is_(None), COMPLETED)
    return valid.options(joinedload(Certificate.pattern))


def cases_to_certify(cohort: Cohort, *, by: Person) -> sa.Select:
    """Completed, and never certified: what was revoked is only issued again one by one. Nobody certifies themself."""
    certified = sa.exists().where(Certificate.enrolment_id == Enrolment.id)
    return (
        sa.select(Enrolment)
        .join(Enrolment.teacher)
        .where(Enrolment.cohort_id == cohort.id, COMPLETED, ~certified, Enrolment.teacher_id != by.id)
        .order_by(Person.name_pinyin, Enrolment.id)
        .options(*TO_CERTIFY)
    )


def patterns() -> sa.Select:
    """The newest first, each year's valid one before those it replaced."""
    return (
        sa.select(CertificatePattern)
        .order_by(
            CertificatePattern.year.desc(), CertificatePattern.replaced_at.is_not(None), CertificatePattern.id.desc()
        )
        .options(joinedload(CertificatePattern.made_by).load_only(Person.name))
    )


def pattern_of(year: int) -> sa.Select:
    return sa.select(CertificatePattern).where(
        CertificatePattern.year == year, CertificatePattern.replaced_at.is_(None)
    )


def public_keys() -> sa.Select:
    return sa.select(CertificateKey).order_by(CertificateKey.id)


def called(code: str) -> sa.Select:
    """For anybody: what the page of a number may show is up to the page."""
    return sa.select(Certificate).where(Certificate.code == code)
