"""What the worker does for training: offers that nobody answered end, and the places are free for the next."""

import sqlalchemy as sa

from teachnet.db import TODAY, db
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import handles
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState

TOPIC = "training.offers"
hourly(TOPIC)


@handles(TOPIC, batch=200)
def lapse(_payloads: list[dict]) -> None:
    over = (
        sa.select(Enrolment)
        .join(Enrolment.cohort)
        .where(
            Enrolment.state == EnrolmentState.OFFERED,
            Enrolment.offered_until < TODAY,
            Cohort.state == CohortState.ANNOUNCED,
        )
        .order_by(Enrolment.cohort_id, Enrolment.line_id, Enrolment.id)
    )
    for case in db.session.scalars(over):
        case.lapse_offer()
