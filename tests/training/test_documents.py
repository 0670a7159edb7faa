"""The papers of a programme: put up by the city, read by whoever may come."""

from io import BytesIO

import pytest

from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.training.models import ProgrammeDocument, ProgrammeState
from tests.factories import a_city_admin, a_school, a_teacher
from tests.training.factories import a_cohort, a_programme


@pytest.fixture
def programme(app):
    return a_programme()


@pytest.fixture
def wu(as_person, programme):
    return as_person(a_city_admin())


def a_notice(text=b"Bring your own lesson."):
    return {"file": (BytesIO(text), "notice.txt")}


def url(programme):
    return f"/training/programmes/{programme.id}/documents"


def test_a_document_is_read_on_the_page_of_the_cohort(as_person, programme, wu):
    cohort = a_cohort(programme=programme)
    assert wu.post(url(programme), title="The notice", files=a_notice()).status == 303
    page = as_person(a_teacher(a_school())).get(f"/training/cohorts/{cohort.id}")
    (link,) = page.select("[aria-labelledby=documents] a")
    assert link.text == "The notice"
    assert as_person(a_teacher(a_school())).get(link["href"]).response.data == b"Bring your own lesson."
    assert "The notice" in wu.get(f"/training/programmes/{programme.id}").text
    assert db.session.query(AuditEntry).filter_by(action="training.add_document", thing="programme_document").count()


def test_what_was_taken_down_nobody_reads(as_person, programme, wu):
    wu.post(url(programme), title="The notice", files=a_notice())
    document = db.session.query(ProgrammeDocument).one()
    address = f"/training/documents/{document.id}/notice.txt"
    assert wu.get(address).status == 200
    assert wu.post(f"/training/documents/{document.id}/taking-down").status == 303
    assert [wu.get(address).status, as_person(a_teacher(a_school())).get(address).status] == [404, 404]
    assert not wu.get(f"/training/programmes/{programme.id}").select("[aria-labelledby=documents] li")


def test_the_papers_of_a_draft_are_the_citys(as_person, wu):
    draft = a_programme(state=ProgrammeState.DRAFT)
    wu.post(url(draft), title="The plan", files=a_notice())
    address = f"/training/documents/{db.session.query(ProgrammeDocument).one().id}/notice.txt"
    assert wu.get(address).status == 200
    assert as_person(a_teacher(a_school())).get(address).status == 404


def test_a_file_sent_without_a_title_is_kept_for_the_next_try(programme, wu):
    refused = wu.post(url(programme), files=a_notice())
    assert refused.status == 422
    assert "“notice.txt” is here already" in refused.text
    held = refused.select_one("[name=upload_id]")["value"]
    assert wu.post(url(programme), title="The notice", upload_id=held).status == 303
    assert db.session.query(ProgrammeDocument).one().file_name == "notice.txt"


def test_without_a_file_nothing_is_kept_but_the_words(programme, wu):
    refused = wu.post(url(programme), title="The notice")
    assert refused.status == 422
    assert "Choose a file." in refused.text
    assert refused.select_one("#document-title")["value"] == "The notice"
    assert db.session.query(ProgrammeDocument).count() == 0
