from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.files.store import store
from teachnet.jobs.worker import work_until_idle
from teachnet.library.models import Resource, ResourceVersion, VersionState, Visibility
from teachnet.uploads.models import Upload
from tests.factories import a_school, a_teacher, somebody, the_city
from tests.library.factories import a_draft, a_published, a_review, a_reviewer, a_skill, a_submission

CORPUS = Path(__file__).parent.parent / "corpus" / "uploads" / "files"
PLAN = CORPUS / "《导入环节的三》教学设计（第二稿）.docx"


def a_filled_form(**typed) -> dict:
    a_skill()
    return {
        "title": "Three ways into a lesson",
        "kind": "plan",
        "skill": "introduction",
        "subject": "chinese",
        "stage": "primary",
        "summary": "For a first lesson.",
        "licence": "by_nc",
        "source": "Own work",
        "visibility": "city",
    } | typed


def a_file(path: Path = PLAN) -> dict:
    return {"file": (BytesIO(path.read_bytes()), path.name)}


def versions() -> list[ResourceVersion]:
    return db.session.scalars(sa.select(ResourceVersion).order_by(ResourceVersion.id)).all()


def test_what_a_teacher_sends_becomes_a_draft_with_its_text(as_person):
    zhou = a_teacher(a_school(), "Zhou Min")

    answer = as_person(zhou).post("/library/new", files=a_file(), **a_filled_form())

    work_until_idle()
    (draft,) = versions()
    zhou = db.session.merge(zhou)
    assert (answer.status, answer.location) == (303, f"/library/versions/{draft.id}")
    assert (draft.title, draft.state, draft.resource.author, draft.resource.organisation) == (
        "Three ways into a lesson",
        VersionState.DRAFT,
        zhou,
        zhou.school,
    )
    assert (draft.main_file.name, draft.main_file.file.kind) == (PLAN.name, "document")
    assert "导入环节的三种设计" in draft.main_file.file.text
    assert store.shelf.path(draft.main_file.file.sha256).read_bytes() == PLAN.read_bytes()


def test_without_a_choice_the_whole_city_may_find_it(as_person):
    as_person(a_teacher(a_school())).post("/library/new", files=a_file(), **a_filled_form(visibility=" "))

    assert [version.visibility for version in versions()] == [Visibility.CITY]


def test_a_mistake_in_the_form_loses_neither_words_nor_file(as_person):
    zhou = a_teacher(a_school(), "Zhou Min")
    browser = as_person(zhou)

    page = browser.post("/library/new", files=a_file(), **a_filled_form(title=" ", summary="Kept <b>"))

    assert page.status == 422
    assert page.select_one("#summary").text.strip() == "Kept <b>"
    assert page.select_one("#stage [selected]")["value"] == "primary"
    kept = page.select_one("[name=upload_id]")["value"]
    assert versions() == []

    browser.post("/library/new", **a_filled_form(upload_id=kept))

    assert [(version.title, version.main_file.name) for version in versions()] == [
        ("Three ways into a lesson", PLAN.name)
    ]


def test_somebody_elses_upload_is_nobody_elses_file(as_person):
    school = a_school()
    as_person(a_teacher(school, "Zhou Min")).post("/library/new", files=a_file(), **a_filled_form(title=""))
    upload = db.session.scalars(sa.select(Upload)).one()

    page = as_person(a_teacher(school, "Chen")).post("/library/new", **a_filled_form(upload_id=str(upload.id)))

    assert (page.status, page.select_one("#file-error").text.strip()) == (422, "Choose the file.")


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "x", "1 or 1=1", "１"])
def test_an_odd_upload_number_is_no_file(as_person, number):
    page = as_person(a_teacher()).post("/library/new", **a_filled_form(upload_id=number))

    assert (page.status, versions()) == (422, [])


def test_a_bad_file_is_refused_beside_its_field_and_the_words_stay(as_person):
    page = as_person(a_teacher()).post("/library/new", files=a_file(CORPUS / "带宏.docm"), **a_filled_form())

    assert page.status == 422
    assert "macros" in page.select_one("#file-error").text
    assert page.select_one("#title")["value"] == "Three ways into a lesson"
    assert versions() == []


def test_recognisable_pupils_need_a_consent_and_start_at_the_school(as_person):
    browser = as_person(a_teacher())
    typed = a_filled_form(pupils_recognisable="y", visibility="")

    refused = browser.post("/library/new", files=a_file(), **typed)
    assert refused.select_one("#consent_reference-error") is not None

    browser.post("/library/new", files=a_file(), **typed | {"consent_reference": "Folder 7"})
    assert [version.visibility for version in versions()] == [Visibility.SCHOOL]


def test_only_somebody_who_belongs_somewhere_submits(as_person):
    auditor = somebody(Role.AUDITOR, the_city())

    assert as_person(auditor).get("/library/new").status == 403
    assert as_person(auditor).get("/library/mine").status == 200


def test_submitting_and_taking_back(as_person):
    draft = a_draft()
    browser = as_person(draft.resource.author)

    browser.post(f"/library/versions/{draft.id}/submission")
    assert draft.state is VersionState.SUBMITTED
    assert browser.get(f"/library/versions/{draft.id}/edit").status == 403

    browser.post(f"/library/versions/{draft.id}/return-to-draft")
    assert [(move.was, move.became) for move in draft.history] == [("draft", "submitted"), ("submitted", "draft")]


def test_a_newer_version_leaves_the_published_one_online(as_person):
    published = a_published()
    author = as_person(published.resource.author)

    author.post(f"/library/resources/{published.resource_id}/versions")
    newer = versions()[-1]
    author.post(f"/library/versions/{newer.id}/edit", **a_filled_form(title="Better"))

    assert newer.main_file.file == published.main_file.file
    reader = as_person(a_teacher(name="Reader")).get(f"/library/resources/{published.resource_id}")
    assert reader.select_one("h1").text == "Asking why three times"
    newer.submit(by=published.resource.author)
    newer.claim(by=a_reviewer())
    newer.publish(by=newer.reviewer)
    db.session.commit()
    reader = as_person(a_teacher(name="Reader")).get(f"/library/resources/{published.resource_id}")
    assert (reader.select_one("h1").text, published.state) == ("Better", VersionState.REPLACED)


@pytest.mark.parametrize(
    ("make", "buttons"),
    [
        (a_draft, ["Submit for review"]),
        (a_submission, ["Take back"]),
        (a_review, []),
        (a_published, ["Make a new version", "Add", "Withdraw this resource"]),
    ],
)
def test_buttons_are_only_for_whoever_may_press_them(as_person, make, buttons):
    version = make(visibility=Visibility.CITY)
    url = f"/library/versions/{version.id}"

    assert pressable(as_person(version.resource.author).get(url)) == buttons
    stranger = as_person(a_teacher(name="Stranger")).get(url)
    seen = (200, ["Rate it", "Add"]) if make is a_published else (404, [])
    assert (stranger.status, pressable(stranger)) == seen


def pressable(page) -> list[str]:
    return [button.text.strip() for button in page.select("main .button") if button.name == "button"]


def test_my_submissions_cost_the_same_for_three_and_for_many(as_person, statements):
    zhou = a_teacher(a_school(), "Zhou Min")
    for _ in range(3):
        a_published(zhou)
    statements.clear()
    assert len(as_person(zhou).get("/library/mine").select("tbody tr")) == 3
    few = len(statements)
    for _ in range(12):
        a_published(zhou)
    statements.clear()
    assert len(as_person(zhou).get("/library/mine").select("tbody tr")) == 15
    assert len(statements) == few


def test_resources_are_rows_of_their_own(app):
    a_published()
    a_draft()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Resource)) == 2
