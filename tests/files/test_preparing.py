"""What is made of stored files in the background, and what is said when it does not work."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from teachnet.db import db, reading, utcnow
from teachnet.errors import Refused
from teachnet.files import maker, preparing, sweeping
from teachnet.files.codes import Setback
from teachnet.files.kinds import Kind
from teachnet.files.models import MADE_OF, Made, Preparation, PreparationState, StoredFile
from teachnet.files.queries import is_prepared_as
from teachnet.files.receive import receive, stored_file
from teachnet.files.source import Source
from teachnet.files.store import store
from teachnet.jobs.models import OutboxRow
from teachnet.jobs.worker import work_until_idle
from tests.files.media_files import a_film, a_sound
from tests.files.pdf_files import a_pdf
from tests.library.factories import a_kept_file, a_stored_file


def a_photo(size=(1600, 1200), turned: int = 1, kind: str = "JPEG") -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", size, "teal").save(out, kind, exif=exif)
    return out.getvalue()


def received(content: bytes, name: str) -> StoredFile:
    stored = stored_file(receive(io.BytesIO(content), name))
    db.session.commit()
    return stored


def states(stored: StoredFile) -> dict:
    db.session.expire_all()
    return {one.what.value: one.state.value for one in stored.preparations}


def prepared(stored: StoredFile) -> None:
    """As the worker does it, in this test's own session."""
    db.session.commit()
    preparing.prepare([{"id": stored.id}])
    db.session.commit()


def made(what: str, content: bytes, name: str, tmp_path) -> dict:
    """As the child process makes it."""
    (tmp_path / "file").write_bytes(content)
    return maker.make(what, Source(tmp_path / "file", name, tmp_path / "picture"))


@pytest.mark.parametrize(
    ("content", "name", "size"),
    [
        (a_photo, "a.jpg", (533, 400)),
        (lambda: a_photo(turned=6), "a.jpg", (300, 400)),
        (lambda: a_photo(kind="PNG"), "a.png", (533, 400)),
        (a_pdf, "a.pdf", (310, 400)),
        (a_film, "a.mp4", (64, 48)),
        (lambda: a_film("webm", "libvpx", "libopus"), "a.webm", (64, 48)),
    ],
    ids=["photo", "turned photo", "png", "pdf", "film", "webm"],
)
def test_a_picture_is_small_and_upright_and_says_nothing_else(content, name, size, tmp_path):
    made("picture", content(), name, tmp_path)

    with Image.open(tmp_path / "picture") as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", size, {})


@pytest.mark.parametrize(
    ("content", "name", "seconds"),
    [
        (a_film, "a.mp4", 1.0),
        (lambda: a_film("webm", "libvpx", None, live="1"), "a.webm", 1.0),
        (a_sound, "a.mp3", 2.0),
    ],
    ids=["mp4", "a browser's own recording", "mp3"],
)
def test_how_long_it_plays(content, name, seconds, tmp_path):
    assert made("length", content(), name, tmp_path)["seconds"] == pytest.approx(seconds, abs=0.2)


def test_a_picture_and_the_text_of_a_pdf_come_in_the_background(app):
    stored = received(a_pdf(), "case.pdf")
    assert (states(stored), stored.text) == ({"picture": "waiting", "text": "waiting"}, "")

    work_until_idle()

    stored = db.session.merge(stored)
    assert states(stored) == {"picture": "done", "text": "done"}
    assert stored.text.strip() == "Asking why"
    assert store.is_whole(stored.picture.sha256, stored.picture.size)
    assert (stored.picture.kind, stored.picture.media_type) == (Kind.IMAGE, "image/webp")


def test_what_was_known_at_once_is_not_made_again(app):
    assert states(received(a_sound(), "a.mp3")) == {}


def test_somebody_at_work_is_seen_at_work_and_holds_no_transaction(app, monkeypatch):
    stored, seen = a_kept_file(a_pdf(), Kind.PDF, "application/pdf"), []
    stored.prepare()

    def ask(module, what, *_told, patience):
        is_held = db.session.registry().in_transaction()
        with db.engine.connect() as other, reading():
            states = sa.select(Preparation.what, Preparation.state).order_by(Preparation.id)
            seen.append((what, is_held, [state.value for _what, state in other.execute(states)]))
        return [], None

    monkeypatch.setattr(preparing, "ask_child", ask)
    prepared(stored)

    assert seen == [("picture", False, ["working", "waiting"]), ("text", False, ["failed", "working"])]


@pytest.mark.parametrize(
    ("answer", "why"), [(([], None), Setback.BROKEN), (([], False), Setback.TOO_MUCH)], ids=["crash", "out of time"]
)
def test_what_did_not_work_says_why_and_can_be_tried_again(app, monkeypatch, answer, why):
    stored = a_kept_file(a_photo(), Kind.IMAGE, "image/jpeg")
    stored.prepare()
    with monkeypatch.context() as broken:
        broken.setattr(preparing, "ask_child", lambda *_told, patience: answer)
        prepared(stored)
    (failed,) = stored.preparations
    assert (failed.what, failed.why, in_vain()) == (Made.PICTURE, why, [stored.id])

    stored.prepare_again()
    prepared(stored)

    assert (states(stored), in_vain()) == ({"picture": "done"}, [])


def in_vain() -> list[int]:
    return list(db.session.scalars(sa.select(StoredFile.id).where(is_prepared_as(PreparationState.FAILED))))


def test_a_file_that_is_gone_is_said_to_be_missing(app):
    stored = a_kept_file(a_photo(), Kind.IMAGE, "image/jpeg")
    store.shelf.path(stored.sha256).unlink()
    stored.prepare()

    prepared(stored)

    assert [one.why for one in stored.preparations] == [Setback.MISSING]


def test_nothing_is_made_again_of_what_is_ready(app):
    stored = a_stored_file()

    with pytest.raises(Refused):
        stored.prepare_again()


def test_what_a_crash_left_at_work_is_taken_up_again_and_given_up_after_hours(app):
    stored = a_kept_file(a_photo(), Kind.IMAGE, "image/jpeg")
    stored.preparations = [Preparation(what=Made.PICTURE, state=PreparationState.WORKING)]
    prepared(stored)
    assert states(stored) == {"picture": "done"}

    lost = a_stored_file(kind=Kind.IMAGE)
    lost.preparations = [
        Preparation(what=Made.PICTURE, state=PreparationState.WORKING, at=utcnow() - timedelta(hours=4))
    ]
    db.session.commit()
    preparing.prepare_forgotten([{}])
    db.session.commit()

    assert (states(lost), lost.preparations[0].why) == ({"picture": "failed"}, Setback.GIVEN_UP)


def test_files_of_before_are_prepared_little_by_little(app, monkeypatch):
    monkeypatch.setattr(preparing, "AT_A_TIME", 2)
    old = [a_stored_file(kind=Kind.PDF) for _ in range(3)]
    a_stored_file(kind=Kind.DOCUMENT)  # nothing draws its pages

    preparing.prepare_forgotten([{}])
    db.session.commit()

    asked = db.session.scalars(sa.select(OutboxRow.payload).where(OutboxRow.topic == preparing.TOPIC)).all()
    assert asked == [{"id": old[2].id}, {"id": old[1].id}]


def test_a_picture_goes_with_its_file(app):
    """What a preparation says of a file does not keep it; then nothing keeps the picture either."""
    stored = received(a_photo(), "a.jpg")
    prepared(stored)
    picture = stored.picture
    for row in (stored, picture):
        row.made_at = utcnow() - timedelta(days=9)
    db.session.commit()

    sweeping.sweep()
    assert db.session.scalars(sa.select(StoredFile.id)).all() == [picture.id]
    sweeping.sweep()
    assert db.session.scalars(sa.select(StoredFile.id)).all() == []


@pytest.mark.parametrize(
    "fields", [{"state": "failed"}, {"state": "done", "why": "broken"}, {"what": "text", "picture_id": 1}]
)
def test_the_database_takes_no_half_told_preparation(app, fields):
    stored = a_stored_file()
    row = {"file_id": stored.id, "what": "picture", "state": "done", "at": utcnow()}

    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.insert(Preparation).values({**row, **_as_members(fields)}))
    db.session.rollback()


def _as_members(fields: dict) -> dict:
    kinds = {"state": PreparationState, "what": Made, "why": Setback}
    return {name: kinds[name](value) if name in kinds else value for name, value in fields.items()}


def test_every_kind_says_what_is_made_of_it():
    assert set(MADE_OF) == set(Kind)
