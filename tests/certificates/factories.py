"""Patterns and certificates for tests, saved and ready."""

from teachnet.accounts.models import Person
from teachnet.certificates import actions
from teachnet.certificates.models import Certificate, CertificatePattern
from teachnet.db import db, today
from teachnet.training.models import Cohort, Enrolment, EnrolmentState
from tests.factories import a_city_admin, a_teacher
from tests.training.factories import a_cohort, an_enrolment

TEXT = "from {first} to {last} took part in {programme} ({cohort}), {hours} hours, and completed it."


def a_pattern(*, by: Person, **fields) -> CertificatePattern:
    given = {"year": today().year, "serial": "培〔{year}〕{number}号", "heading": "结业证书", "text": TEXT}
    pattern = CertificatePattern(**given | {"office": "Zibo education bureau"} | fields)
    actions.set_pattern(pattern, by=by)
    db.session.commit()
    return pattern


def a_completed_case(cohort: Cohort | None = None, name: str = "Zhou Min", **given) -> Enrolment:
    cohort = cohort or a_cohort()
    teacher = given.pop("teacher", None) or a_teacher(given.pop("school", None), name)
    return an_enrolment(cohort, teacher=teacher, state=EnrolmentState.COMPLETED)


def a_certificate(case: Enrolment, *, by: Person | None = None) -> Certificate:
    """Issued with all others that the cohort still owes."""
    by = by or a_city_admin()
    if not db.session.query(CertificatePattern).count():
        a_pattern(by=by)
    actions.issue(case.cohort, by=by, expecting=1000)
    db.session.commit()
    return db.session.query(Certificate).filter_by(enrolment_id=case.id).one()
