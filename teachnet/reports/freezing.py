"""Once a month the figures of the city and of each county are frozen: the worker looks every hour whether they are."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from teachnet.db import db, reading, today
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import handles
from teachnet.reports import queries
from teachnet.reports.models import ReportSnapshot
from teachnet.reports.reckoning import numbers_told, sheet
from teachnet.reports.words import ReportKind

TOPIC = "reports.freeze"
hourly(TOPIC)


@handles(TOPIC, batch=200)
def freeze(_payloads: list[dict]) -> None:
    """What of this month is not frozen yet; done twice, it is done once. A large city takes seconds to reckon: nobody
    who writes waits for it."""
    with reading():
        missing = list(_missing(today().replace(day=1)))
        db.session.rollback()
    db.session.add_all(ReportSnapshot(**fields) for fields in missing)


def _missing(month: date) -> Iterator[dict[str, Any]]:
    """January freezes the year that has just ended: of the new one there is nothing to tell yet."""
    year = (month - timedelta(days=1)).year
    kept = sa.select(ReportSnapshot.organisation_id, ReportSnapshot.kind).where(ReportSnapshot.month == month)
    done = {(organisation_id, kind) for organisation_id, kind in db.session.execute(kept)}
    shared = {"month": month, "year": year, "document_numbers": numbers_told(year)}
    for scope in db.session.scalars(queries.frozen_scopes()).all():
        for kind in ReportKind:
            if (scope.id, kind) not in done:
                figures = sheet(kind, scope, year).frozen()
                yield shared | {"kind": kind, "organisation_id": scope.id, "sheet": figures}
