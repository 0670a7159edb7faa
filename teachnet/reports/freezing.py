"""Once a month the figures of the city and of each county are frozen: the worker looks every hour whether they are."""

import sqlalchemy as sa

from teachnet.accounts.models import Organisation
from teachnet.db import db, today
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
    """What of this month is not frozen yet; done twice, it is done once."""
    month, day = today().replace(day=1), today()
    kept = sa.select(ReportSnapshot.organisation_id, ReportSnapshot.kind).where(ReportSnapshot.month == month)
    done = {(organisation_id, kind) for organisation_id, kind in db.session.execute(kept)}
    for scope in db.session.scalars(queries.frozen_scopes()):
        for kind in ReportKind:
            if (scope.id, kind) not in done:
                db.session.add(_frozen(kind, scope, day.year, month))


def _frozen(kind: ReportKind, scope: Organisation, year: int, month) -> ReportSnapshot:
    figures = sheet(kind, scope, year).frozen()
    return ReportSnapshot(
        kind=kind, organisation=scope, month=month, year=year, sheet=figures, document_numbers=numbers_told(year)
    )
