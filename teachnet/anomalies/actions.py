"""Keeping what was found, and what a decision means for the ledger of hours."""

from datetime import date

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.anomalies import queries
from teachnet.anomalies.finding import Found
from teachnet.anomalies.models import Anomaly, AnomalyRules
from teachnet.credits import actions as credits
from teachnet.credits.models import Source
from teachnet.db import db
from teachnet.study.crediting import attestation_of
from teachnet.study.queries import real_milliseconds


def rules() -> AnomalyRules:
    return db.session.get(AnomalyRules, 1) or AnomalyRules.unwritten()


def keep(found: list[Found], week_on: date) -> None:
    """What is new is kept; what nobody has judged yet is told as it is now."""
    known = {(one.person_id, one.kind): one for one in db.session.scalars(queries.known_of(found, week_on))}
    for one in found:
        anomaly = known.get((one.person_id, one.kind))
        if anomaly is None:
            db.session.add(Anomaly(person_id=one.person_id, kind=one.kind, week_on=week_on, evidence=one.evidence))
        elif anomaly.is_open and anomaly.evidence != one.evidence:
            anomaly.evidence = one.evidence
    db.session.flush()


def uphold(anomaly: Anomaly, note: str, taken_back: list[int], *, by: Person) -> None:
    """The hours of these courses no longer count."""
    anomaly.uphold(by=by, note=note, taken_back=sorted(taken_back))
    credits.void_source(Source.COURSE, taken_back, by=by, reason=_("Anomaly upheld: %(why)s", why=note)[:500])


def overturn(anomaly: Anomaly, note: str, *, by: Person) -> None:
    """What was taken back counts again."""
    given_back = anomaly.overturn(by=by, note=note)
    for enrolment in db.session.scalars(queries.enrolments_with(given_back)):
        attestation = attestation_of(enrolment, db.session.scalar(real_milliseconds(enrolment)) or 0)
        if attestation is not None:
            credits.attest([attestation], by=enrolment.course.author)
