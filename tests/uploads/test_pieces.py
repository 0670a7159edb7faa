"""A large file comes in pieces: at its own pace, through lost connections, from two windows at once."""

import os
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from teachnet.audit.models import AuditEntry
from teachnet.db import db, utcnow
from teachnet.jobs.worker import work_until_idle
from teachnet.uploads import actions, jobs, models, pieces, queries
from teachnet.uploads.models import Piece, ResumableUpload, Upload, UploadState
from tests.browsing import sign_in_as
from tests.factories import a_school, a_teacher
from tests.files.media_files import a_film
from tests.files.pdf_files import a_pdf
from tests.uploads.factories import begin, send


@pytest.fixture(autouse=True)
def _own_folder(app, tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "folder", lambda: tmp_path / "uploads")


@pytest.fixture
def zhou(app):
    return a_teacher(a_school(), "Zhou Min")


@pytest.fixture
def browser(as_person, zhou):
    return as_person(zhou)


def the_upload() -> ResumableUpload:
    db.session.expire_all()
    return db.session.scalars(sa.select(ResumableUpload)).one()


def kept_files() -> int:
    return len(list(pieces.folder().glob("*")))


def test_a_film_in_pieces_is_looked_at_and_waits_for_its_form(browser, zhou):
    film = a_film()
    begun = begin(browser, len(film))
    assert (begun.status, begun.response.headers["Tus-Resumable"]) == (201, "1.0.0")
    url, half = begun.location, len(film) // 2

    first = send(browser, url, 0, film[:half])
    assert (first.status, first.response.headers["Upload-Offset"]) == (204, str(half))
    send(browser, url, half, film[half:])
    assert browser.get(url).response.json["state"] == "examining"
    work_until_idle()

    told = browser.get(url).response.json
    zhou = db.session.merge(zhou)
    (waiting,) = db.session.scalars(queries.uploads_of(zhou)).all()
    assert (told["state"], told["upload"], told["offset"]) == ("ready", waiting.id, len(film))
    assert (waiting.name, waiting.file.kind, waiting.file.size) == ("片段.mp4", "video", len(film))
    assert (kept_files(), db.session.scalar(sa.select(sa.func.count(Piece.id)))) == (0, 0)


def test_it_is_looked_at_by_its_content_and_refused_with_a_sentence(browser):
    url = begin(browser, 4, "film.mp4").location
    send(browser, url, 0, b"MZ\x90\0")
    work_until_idle()

    told = browser.get(url).response.json
    assert (told["state"], told["upload"]) == ("refused", None)
    assert told["sentence"] == "The content is not what the file’s name says. Open it in its program and save it anew."
    assert kept_files() == 0


def test_whoever_lost_the_connection_asks_how_far_it_came(browser):
    url = begin(browser, 10).location
    send(browser, url, 0, b"0123")

    answer = browser.send("HEAD", url)

    assert answer.status == 200
    assert {name: answer.response.headers[name] for name in ("Upload-Offset", "Upload-Length")} == {
        "Upload-Offset": "4",
        "Upload-Length": "10",
    }


@pytest.mark.parametrize("offset", [0, 3, 7])
def test_a_piece_for_another_place_is_told_the_right_one(browser, offset):
    url = begin(browser, 10).location
    send(browser, url, 0, b"01234")

    answer = send(browser, url, offset, b"xxx")

    assert (answer.status, answer.response.headers["Upload-Offset"], the_upload().received) == (409, "5", 5)
    assert kept_files() == 1


def test_of_two_windows_at_one_place_one_wins(app, zhou, browser, monkeypatch):
    """Both have read how far it is before either has sent: only the database can tell them apart."""
    url = begin(browser, 10).location
    clients = [sign_in_as(app, zhou) for _ in range(2)]
    together, answers = Barrier(2), []

    written = pieces.written

    @contextmanager
    def slowly(stream, most):
        with written(stream, most) as piece:
            together.wait(10)
            yield piece

    monkeypatch.setattr(pieces, "written", slowly)

    def press(client, content):
        headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        with app.app_context():
            answer = client.patch(url, data=content, headers=headers)
        answers.append((answer.status_code, answer.headers["Upload-Offset"]))

    threads = [Thread(target=press, args=(client, bytes([65 + n]) * 6)) for n, client in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [(204, "6"), (409, "6")]
    (piece,) = db.session.scalars(sa.select(Piece)).all()
    assert (pieces.folder() / piece.kept_as).read_bytes() in (b"A" * 6, b"B" * 6)
    assert kept_files() == 1


def test_the_guard_against_two_windows_is_the_condition_in_the_database(browser, app, zhou):
    """The control: what was read before the bytes came does not decide."""
    upload = ResumableUpload.begin(by=zhou, name="a", size=10, seen_as="", largest=100)
    db.session.commit()
    others = sa.update(ResumableUpload).values(received=4).execution_options(synchronize_session=False)
    db.session.execute(others)
    db.session.commit()

    assert upload.received == 0  # as this window believes
    with pytest.raises(models.Overtaken):
        upload.take(Piece(start=0, length=4, kept_as="x"))


def test_bytes_are_on_the_disk_before_the_database_says_so(browser, monkeypatch):
    url, done = begin(browser, 10).location, []
    monkeypatch.setattr(pieces.os, "fsync", lambda handle: done.append("fsync"))
    take = ResumableUpload.take
    monkeypatch.setattr(ResumableUpload, "take", lambda *told: done.append("row") or take(*told))

    send(browser, url, 0, b"01234")

    assert done == ["fsync", "fsync", "row"]


def test_a_crash_before_the_commit_loses_nothing_that_was_acknowledged(browser, monkeypatch):
    url = begin(browser, 8).location
    send(browser, url, 0, b"0123")
    with monkeypatch.context() as broken:
        broken.setattr(ResumableUpload, "take", lambda *_told: 1 / 0)
        assert send(browser, url, 4, b"4567").status == 500

    assert browser.get(url).response.json["offset"] == 4
    assert send(browser, url, 4, b"4567").status == 204
    assert kept_files() == 2


def test_a_crash_while_it_is_looked_at_finds_the_pieces_again(browser, monkeypatch):
    film = a_pdf()
    url = begin(browser, len(film), "case.pdf").location
    send(browser, url, 0, film)
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "stored_file", lambda _received: 1 / 0)
        work_until_idle()
    assert (the_upload().state, kept_files()) == (UploadState.EXAMINING, 1)

    jobs.examine([{"id": the_upload().id}])

    assert (the_upload().state, kept_files()) == (UploadState.READY, 0)


def test_a_slow_line_holds_no_transaction(browser, zhou, app):
    """While bytes come, nothing of the database is held: others write."""
    upload, seen = ResumableUpload.begin(by=zhou, name="a", size=10, seen_as="", largest=100), []
    db.session.commit()

    class Line:
        def read(self, size):
            seen.append(db.session.registry().in_transaction())
            return b""

    with pytest.raises(sa.exc.IntegrityError):  # nothing came, and a piece of nothing is none
        actions.go_on(upload, Line(), 0)
    assert seen == [False]


@pytest.mark.parametrize(
    ("length", "name", "status"),
    [("0", "a.mp4", 500), ("-1", "a", 400), ("x", "a", 400), ("9" * 30, "a", 400), (str(5 << 30), "a.mp4", 413)],
)
def test_an_odd_size_begins_nothing(browser, length, name, status):
    answer = browser.send("POST", "/uploads/", headers={"Upload-Length": length})

    assert (answer.status, db.session.scalar(sa.select(sa.func.count(ResumableUpload.id)))) == (status, 0)


def test_a_person_has_so_much_on_the_way_and_no_more(browser):
    for _upload in range(models.MOST_AT_ONCE):
        begin(browser, 1000)

    answer = begin(browser, 1000)

    assert answer.status == 413
    assert answer.response.json["sentence"].startswith("Too much of yours is on its way already.")


def test_the_quota_counts_bytes_and_what_waits_for_a_form(zhou, monkeypatch):
    monkeypatch.setattr(models, "QUOTA", 2)
    ready = ResumableUpload.begin(by=zhou, name="a", size=100, seen_as="", largest=100)
    ready.state, ready.received, ready.upload = UploadState.READY, 100, None
    ResumableUpload.begin(by=zhou, name="b", size=100, seen_as="", largest=100)
    ResumableUpload.begin(by=zhou, name="c", size=100, seen_as="", largest=100)  # `ready` was taken by a form
    with pytest.raises(models.TooMuch):
        ResumableUpload.begin(by=zhou, name="d", size=1, seen_as="", largest=100)


def test_a_full_disk_is_said_before_a_byte_is_sent(browser, monkeypatch):
    monkeypatch.setattr(actions, "ROOM", 1 << 60)

    assert "no room" in begin(browser, 10).response.json["sentence"]


def test_a_stranger_finds_no_upload(browser, as_person):
    url = begin(browser, 10).location
    stranger = as_person(a_teacher(a_school(), "Chen"))

    assert [
        stranger.get(url).status,
        send(stranger, url, 0, b"01").status,
        stranger.post(f"{url}/removal").status,
    ] == [404, 404, 404]
    assert the_upload().received == 0


def test_the_guard_of_the_owner_turns_red_without_the_scope(browser, as_person, monkeypatch):
    url = begin(browser, 10).location
    monkeypatch.setattr(queries, "resumable_uploads_of", lambda _person: sa.select(ResumableUpload))

    assert as_person(a_teacher(a_school(), "Chen")).get(url).status == 200


def test_too_large_a_piece_and_another_type_are_refused(browser):
    url = begin(browser, 100).location

    assert send(browser, url, 0, b"01", **{"Content-Type": "text/plain"}).status == 415
    assert send(browser, url, 0, bytes(models.LARGEST_PIECE + 1)).status == 413


def test_what_one_gives_up_is_gone_and_the_page_says_what_is_there(browser):
    url = begin(browser, 10, "<b>课.mp4").location
    send(browser, url, 0, b"0123")
    page = browser.get("/uploads/")
    assert page.select_one("progress")["value"] == "4"
    assert page.select_one("li b").text == "<b>课.mp4"

    browser.post(f"{url}/removal")

    assert (browser.get(url).status, kept_files()) == (404, 0)
    assert "Nothing is on its way" in browser.get("/uploads/").text


def test_housekeeping_takes_what_nobody_goes_on_with(browser, tmp_path):
    for name in ("old", "young"):
        send(browser, begin(browser, 10, name).location, 0, b"0123")
    old = db.session.scalars(sa.select(ResumableUpload).where(ResumableUpload.name == "old")).one()
    old.touched_at = utcnow() - models.PATIENCE - timedelta(minutes=1)
    db.session.commit()
    (pieces.folder() / "orphan").write_bytes(b"of a crash")
    os.utime(pieces.folder() / "orphan", (0, 0))

    jobs.sweep_hourly([{}])

    assert (the_upload().name, kept_files()) == ("young", 1)


def test_the_trail_tells_when_it_began_and_what_came_of_it_and_not_each_piece(browser):
    pdf = a_pdf()
    url = begin(browser, len(pdf), "case.pdf").location
    for start in range(0, len(pdf), 400):
        send(browser, url, start, pdf[start : start + 400])
    work_until_idle()

    about = sa.select(AuditEntry.action).where(AuditEntry.thing == "resumable_upload").order_by(AuditEntry.id)
    assert db.session.scalars(about).all() == ["uploads.create", "uploads.append", "job uploads.examine"]


def test_two_workers_at_one_upload_make_one_file_of_it(browser, monkeypatch):
    pdf, look = a_pdf(), jobs.receive
    send(browser, begin(browser, len(pdf), "case.pdf").location, 0, pdf)

    def overtaken(whole, name):
        monkeypatch.setattr(jobs, "receive", look)
        received = look(whole, name)
        jobs.examine([{"id": the_upload().id}])
        return received

    monkeypatch.setattr(jobs, "receive", overtaken)
    jobs.examine([{"id": the_upload().id}])
    db.session.commit()

    assert (the_upload().state, db.session.scalar(sa.select(sa.func.count(Upload.id)))) == (UploadState.READY, 1)
