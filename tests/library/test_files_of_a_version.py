"""Several files in a version, one of them the main one: added, taken out, put in order; their pictures."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.errors import Refused
from teachnet.files import preparing
from teachnet.files.codes import Setback
from teachnet.files.kinds import Kind
from teachnet.files.models import Made, Preparation, PreparationState
from teachnet.jobs.models import OutboxRow
from teachnet.library import prepared, queries
from teachnet.library.models import MOST_FILES, ResourceFile, Visibility
from teachnet.uploads.models import Upload
from tests.factories import a_school, a_teacher
from tests.library.factories import a_draft, a_kept_file, a_published, a_reviewer, a_stored_file, a_submission
from tests.library.test_submitting import a_filled_form, versions
from tests.uploads.factories import a_waiting_upload


@pytest.fixture
def zhou(app):
    return a_teacher(a_school(), "Zhou Min")


@pytest.fixture
def draft(zhou):
    version = a_draft(zhou)
    for name in ("slides.pptx", "photo.jpg"):
        version.hold(a_stored_file(), name)
    db.session.commit()
    return version


def names(version) -> list[str]:
    db.session.expire_all()
    held = sa.select(ResourceFile.name).where(ResourceFile.version_id == version.id).order_by(ResourceFile.position)
    return list(db.session.scalars(held))


def held(version, name: str) -> ResourceFile:
    return next(one for one in version.files if one.name == name)


def a_picture(stored, content: bytes = b"RIFF small picture"):
    picture = a_kept_file(content, Kind.IMAGE, "image/webp")
    stored.preparations.append(Preparation(what=Made.PICTURE, state=PreparationState.DONE, picture=picture))
    db.session.commit()


def test_several_files_come_with_one_form_and_the_first_is_the_main_one(as_person, zhou):
    sent = {"file": [(BytesIO("评课".encode()), "b.txt"), (BytesIO("教案".encode()), "a.txt")]}

    as_person(zhou).post("/library/new", files=sent, **a_filled_form())

    (version,) = versions()
    assert names(version) == ["b.txt", "a.txt"]
    assert db.session.scalars(sa.select(Upload)).all() == []


def test_one_bad_file_among_good_ones_is_named_and_the_good_ones_wait(as_person, zhou):
    sent = {"file": [(BytesIO("评课".encode()), "b.txt"), (BytesIO(b"MZ\x90\0"), "run.exe")]}

    page = as_person(zhou).post("/library/new", files=sent, **a_filled_form())

    assert (page.status, versions()) == (422, [])
    assert page.select_one("#file-error").text.strip().startswith("run.exe: ")
    assert [box["value"] for box in page.select("[name=upload_id][checked]")] == [
        str(db.session.scalars(sa.select(Upload.id)).one())
    ]


def test_a_file_that_waits_is_offered_and_taken(as_person, zhou):
    waiting = a_waiting_upload(zhou, a_stored_file(), "film.mp4")
    box = as_person(zhou).get("/library/new").select_one("[name=upload_id]")
    assert (box["value"], box.has_attr("checked")) == (str(waiting.id), False)

    as_person(zhou).post("/library/new", **a_filled_form(upload_id=waiting.id))

    assert names(versions()[0]) == ["film.mp4"]
    assert "film.mp4" not in as_person(zhou).get("/library/new").text


def test_what_was_there_stays_when_files_are_added(as_person, zhou, draft):
    as_person(zhou).post(f"/library/versions/{draft.id}/files", files={"file": (BytesIO("评课".encode()), "note.txt")})

    assert names(draft) == ["plan.docx", "slides.pptx", "photo.jpg", "note.txt"]


def test_the_same_content_is_not_held_twice(as_person, zhou, draft):
    waiting = a_waiting_upload(zhou, draft.files[0].file, "again.docx")

    page = as_person(zhou).post(f"/library/versions/{draft.id}/files", upload_id=waiting.id)

    assert page.select_one("#file-error").text.strip() == "“again.docx” is in it already, with the same content."
    assert page.select_one("[name=upload_id]") is None
    assert names(draft) == ["plan.docx", "slides.pptx", "photo.jpg"]
    with pytest.raises(sa.exc.IntegrityError):  # and the database says so, too
        db.session.execute(
            sa.insert(ResourceFile).values(version_id=draft.id, file_id=draft.files[0].file_id, name="x", position=9)
        )
    db.session.rollback()


@pytest.mark.parametrize(
    ("name", "position", "expected"),
    [
        ("photo.jpg", 0, ["photo.jpg", "plan.docx", "slides.pptx"]),
        ("photo.jpg", 1, ["plan.docx", "photo.jpg", "slides.pptx"]),
        ("plan.docx", 99, ["slides.pptx", "photo.jpg", "plan.docx"]),
        ("slides.pptx", -5, ["slides.pptx", "plan.docx", "photo.jpg"]),
    ],
)
def test_the_author_puts_them_in_order(as_person, zhou, draft, name, position, expected):
    url = f"/library/versions/{draft.id}/files/{held(draft, name).id}/position"

    page = as_person(zhou, htmx=True).post(url, position=position)

    assert (page.status, names(draft)) == (200, expected)
    assert [line.text for line in page.select("li > b")] == expected


def test_without_the_main_one_the_next_is_main(as_person, zhou, draft):
    answer = as_person(zhou).post(f"/library/versions/{draft.id}/files/{draft.main_file.id}/removal")

    assert (answer.status, names(draft)) == (303, ["slides.pptx", "photo.jpg"])
    assert [one.position for one in draft.files] == [0, 1]


def test_more_than_twelve_are_refused_by_form_model_and_database(as_person, zhou, draft):
    for number in range(len(draft.files), MOST_FILES):
        draft.hold(a_stored_file(), f"{number}.docx")
    db.session.commit()
    page = as_person(zhou).post(
        f"/library/versions/{draft.id}/files", files={"file": (BytesIO("评课".encode()), "note.txt")}
    )
    assert (page.status, len(names(draft))) == (422, MOST_FILES)
    assert "at most 12 files" in page.select_one("#file-error").text
    with pytest.raises(Refused):
        draft.hold(a_stored_file(), "more.docx")
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(
            sa.insert(ResourceFile).values(version_id=draft.id, file_id=a_stored_file().id, name="x", position=12)
        )
    db.session.rollback()


def test_what_waits_for_review_keeps_its_files(as_person, zhou):
    version = a_submission(zhou)

    assert as_person(zhou).post(f"/library/versions/{version.id}/files/{version.main_file.id}/removal").status == 403
    with pytest.raises(Refused):
        version.let_go(version.main_file)


def test_another_order_is_another_content(draft):
    before = draft.content_digest()
    draft.place(draft.files[1], 0)

    assert draft.content_digest() != before


def test_a_page_shows_any_of_its_files(as_person, zhou):
    version = a_draft(zhou, file=a_kept_file(b"first", Kind.TEXT))
    version.hold(a_kept_file(b"0" * 50, Kind.VIDEO, "video/mp4"), "lesson.mp4")
    db.session.commit()
    browser = as_person(zhou)
    page = browser.get(f"/library/versions/{version.id}")
    (other,) = page.select("section[aria-labelledby=all-files] li a")

    assert (page.select_one("video"), other.text) == (None, "lesson.mp4")
    assert browser.get(f"/library/versions/{version.id}{other['href']}").select_one("video source")


def test_a_picture_is_shown_in_results_and_on_the_page_for_those_who_may_see_it(as_person, visitor, app):
    version = a_published(file=a_kept_file(b"0" * 50, Kind.VIDEO, "video/mp4"), visibility=Visibility.SCHOOL)
    a_picture(version.main_file.file)
    url = f"/library/pictures/{version.main_file.id}"
    colleague = as_person(a_teacher(version.resource.organisation, "Chen"))

    answer = colleague.get(url)

    assert (answer.status, answer.response.data) == (200, b"RIFF small picture")
    assert answer.response.headers["Cache-Control"] == "private, no-cache"
    assert colleague.get(f"/library/resources/{version.resource_id}").select_one("video")["poster"] == url
    stranger = as_person(a_teacher(a_school(), "Stranger"))
    assert [browser.get(url).status for browser in (stranger, visitor)] == [404, 404]


def test_the_guard_of_pictures_turns_red_without_the_scope(as_person, monkeypatch):
    version = a_published(visibility=Visibility.SCHOOL)
    a_picture(version.main_file.file)
    monkeypatch.setattr(queries, "_reaches", lambda person: sa.true())

    assert as_person(a_teacher(a_school(), "Stranger")).get(f"/library/pictures/{version.main_file.id}").status == 200


def test_a_file_without_a_picture_has_none_to_fetch(as_person, zhou, draft):
    assert as_person(zhou).get(f"/library/pictures/{draft.main_file.id}").status == 404


def test_a_list_with_pictures_asks_no_more_for_three_than_for_one(as_person, zhou, statements):
    def asked(count: int) -> int:
        for _one in range(count):
            a_picture(a_published(zhou, by=reviewer).main_file.file, content=bytes(str(_one + count), "ascii"))
        browser.get("/library/mine")
        statements.clear()
        assert browser.get("/library/mine").status == 200
        return len(statements)

    reviewer, browser = a_reviewer(), as_person(zhou)
    assert asked(1) == asked(3)


def a_failure(version) -> None:
    version.main_file.file.preparations.append(
        Preparation(what=Made.TEXT, state=PreparationState.FAILED, why=Setback.TOO_MUCH)
    )
    db.session.commit()


def test_the_author_reads_why_it_did_not_work_and_has_it_tried_again(as_person, zhou, draft):
    a_failure(draft)
    page = as_person(zhou).get(f"/library/versions/{draft.id}")
    assert "It took too long" in page.select_one(f"#preparations-{draft.main_file.id}").text

    as_person(zhou).post(f"/library/files/{draft.main_file.id}/preparation")

    (waiting,) = draft.main_file.file.preparations
    assert (waiting.state, waiting.why) == (PreparationState.WAITING, None)


def test_a_reader_is_not_bothered_with_what_did_not_work(as_person, zhou):
    version = a_published(zhou)
    a_failure(version)
    reader = as_person(a_teacher(a_school(), "Chen"))

    assert reader.get(f"/library/resources/{version.resource_id}").select_one("[id^=preparations]") is None
    assert reader.post(f"/library/files/{version.main_file.id}/preparation").status == 403


def test_a_text_that_came_later_is_found(app):
    version = a_published(file=a_kept_file("引导学生追问".encode(), Kind.TEXT))
    db.session.execute(sa.delete(OutboxRow))
    version.main_file.file.prepare()
    db.session.commit()

    preparing.prepare([{"id": version.main_file.file_id}])
    prepared.tell_search([{"id": version.main_file.file_id}])
    db.session.commit()

    told = db.session.scalars(sa.select(OutboxRow.payload).where(OutboxRow.topic == "search.changed")).all()
    assert told == [{"kind": "resource", "id": version.resource_id, "seen_as_before": True}]
    assert version.main_file.file.text == "引导学生追问"
