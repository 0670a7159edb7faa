"""The attendance sheet as an Excel file: what the page shows, with hours one can reckon with."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from teachnet.attendance.models import AttendanceMark, Kind, Source
from teachnet.audit.models import AuditEntry
from teachnet.db import db, utcnow
from tests.attendance.factories import a_class, a_meeting, a_member
from tests.factories import saved


@pytest.fixture
def cohort(app):
    return a_class(begun=2)


def cells(answer):
    sheet = openpyxl.load_workbook(BytesIO(answer.response.data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_file_says_what_the_page_says(as_person, cohort):
    there, away = a_member(cohort, "An"), a_member(cohort, "=Bo")
    for days in (2, 1):
        meeting = a_meeting(cohort, begins=utcnow() - timedelta(days=days), hours=3)
        mark = {"meeting_id": meeting.id, "cohort_id": cohort.id, "enrolment_id": there.id, "kind": Kind.IN}
        saved(AttendanceMark(source=Source.HOST, present=True, by_id=cohort.host_id, **mark))
    host = as_person(cohort.host)

    answer = host.post(f"/training/cohorts/{cohort.id}/attendance/excel")

    rows = cells(answer)
    assert rows[0][0] == f"{cohort.title}: attendance"
    lines = {row[0]: row for row in rows[4:]}
    assert rows[3][:2] == ["Name", "School"]
    assert lines["An"][2:] == ["✓", "✓", 6]
    assert lines["'=Bo"][2:] == ["✗", "✗", 0]
    assert lines["'=Bo"][1] == away.school.name
    page = host.get(f"/training/cohorts/{cohort.id}/attendance")
    assert [row.select("td")[-1].text for row in page.select("tbody tr")] == ["6", "0"]
    assert db.session.query(AuditEntry).filter_by(action="attendance.export_sheet", thing="cohort").count() == 1
