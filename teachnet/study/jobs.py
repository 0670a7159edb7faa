"""Hours of finished courses go into the ledger of credits, after the beat that finished them."""

from teachnet.credits import actions as credits
from teachnet.db import db
from teachnet.jobs import outbox
from teachnet.study import queries
from teachnet.study.crediting import attestation_of
from teachnet.study.models import CourseEnrolment

AT_ONCE = 100


@outbox.handles("study.credit", batch=AT_ONCE)
def credit(payloads: outbox.Payloads) -> None:
    """Once for each, though a crash may hand the same ones in again."""
    ids = {payload["enrolment"] for payload in payloads}
    waiting = queries.finished_uncredited().where(CourseEnrolment.id.in_(ids)).order_by(CourseEnrolment.id)
    for enrolment in db.session.scalars(waiting.with_for_update(of=CourseEnrolment)).unique().all():
        attestation = attestation_of(enrolment, db.session.scalar(queries.real_milliseconds(enrolment)) or 0)
        if attestation is not None:
            credits.attest([attestation], by=enrolment.course.author)
            db.session.flush()
