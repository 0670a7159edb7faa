"""Who may open which page of reports: those with an office, and the auditor. Seats and money are no matter of a school."""

from flask import current_app

from teachnet.db import db
from teachnet.reports.freezing import freeze
from teachnet.reports.models import ReportSnapshot
from teachnet.reports.words import ReportKind
from tests.access.rows import Row, nothing


def build(world) -> None:
    db.session.commit()
    with current_app.app_context():  # in a session of its own, as the worker does
        freeze([])
        db.session.commit()
    kept = db.session.query(ReportSnapshot).filter_by(organisation_id=world.county.id, kind=ReportKind.PROGRAMMES)
    world.snapshot = kept.one()


def enrolling(world) -> dict:
    return {"kind": "enrolling"}


def of_the_county(world) -> dict:
    return {"snapshot_id": world.snapshot.id}


OFFICES = "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 200"
OVER_THE_COUNTY = "302 403 403 403 403 403 302 404 200 404 200 403 403 403 403 200"

ROWS = {
    "GET reports.index": Row(nothing,                   OFFICES),
    "GET reports.report": Row(enrolling,                OFFICES),
    "GET reports.excel": Row(enrolling,                 OFFICES),
    "GET reports.print_report": Row(enrolling,          OFFICES),
    "GET reports.frozen": Row(nothing,                  OFFICES),
    # Of a county its own office, the city and the auditor.
    "GET reports.snapshot": Row(of_the_county,          OVER_THE_COUNTY),
    "GET reports.snapshot_excel": Row(of_the_county,    OVER_THE_COUNTY),
    "GET reports.print_snapshot": Row(of_the_county,    OVER_THE_COUNTY),
}  # fmt: skip
