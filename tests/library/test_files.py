"""Files as browsers fetch them."""

import pytest

from teachnet.files.kinds import Kind
from teachnet.files.store import store
from teachnet.library.models import Visibility
from tests.library.factories import a_kept_file, a_published

CLIP = bytes(range(256)) * 40


@pytest.fixture
def clip(app):
    file = a_kept_file(CLIP, Kind.VIDEO, "video/mp4")
    version = a_published(file=file, visibility=Visibility.PUBLIC)
    version.main_file.name = "导入 片段.mp4"
    return version


def url_of(version, query: str = "") -> str:
    return f"/library/files/{version.main_file.id}/x{query}"


def fetch(browser, version, query: str = "", **headers):
    answer = browser.get(
        url_of(version, query), headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    return answer.status, answer.response.headers, answer.response.get_data()


def test_a_film_is_shown_in_place_and_may_do_nothing(clip, visitor):
    status, headers, body = fetch(visitor, clip)

    assert (status, body) == (200, CLIP)
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Content-Disposition"].startswith("inline")


def test_a_download_keeps_its_chinese_name(clip, visitor):
    _status, headers, _body = fetch(visitor, clip, "?download=1")

    assert headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''%E5%AF%BC%E5%85%A5%20%E7%89%87%E6%AE%B5.mp4" in headers["Content-Disposition"]


def test_an_office_file_is_never_opened_in_place(visitor):
    version = a_published(file=a_kept_file(b"PK", Kind.DOCUMENT, "application/x-docx"), visibility=Visibility.PUBLIC)

    assert fetch(visitor, version)[1]["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-10", 206, slice(-10, None)),
        ("bytes=0-999999999", 206, slice(0, None)),
        (f"bytes={len(CLIP)}-", 416, None),
        ("bytes=0-1,5-9", 416, None),
        ("bytes=9-3", 416, None),
        ("bytes=a-b", 416, None),
        ("metres=0-9", 416, None),
        ("bytes=" + "9" * 400 + "-", 416, None),
    ],
)
def test_a_player_asks_for_parts(clip, visitor, asked, status, expected):
    answered, headers, body = fetch(visitor, clip, Range=asked)

    assert answered == status
    if expected is not None:
        assert body == CLIP[expected]
    if status == 206:
        assert headers["Content-Range"].endswith(f"/{len(CLIP)}")


def test_nothing_is_sent_twice(clip, visitor):
    _status, headers, _body = fetch(visitor, clip)

    assert fetch(visitor, clip, If_None_Match=headers["ETag"])[0] == 304


@pytest.mark.parametrize("damage", ["gone", "cut short", "another byte"])
def test_a_damaged_file_is_gone_and_never_wrong(clip, visitor, caplog, damage):
    path = store.shelf.path(clip.main_file.file.sha256)
    whole = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(whole[:-1] if damage == "cut short" else b"!" + whole[1:])

    status, _headers, body = fetch(visitor, clip)

    assert (status, CLIP[:100] in body) == (410, False)
    assert "missing or damaged" in caplog.text


def test_the_good_copy_heals_the_damaged_one(clip, visitor):
    store.shelf.path(clip.main_file.file.sha256).write_bytes(b"!" * len(CLIP))
    assert fetch(visitor, clip)[0] == 410

    with store.draft() as folder:
        (folder / "again").write_bytes(CLIP)
        store.keep(folder / "again")

    assert fetch(visitor, clip)[2] == CLIP


def test_parts_of_a_text_are_not_squeezed(visitor):
    version = a_published(file=a_kept_file(b"0123456789" * 500), visibility=Visibility.PUBLIC)

    status, headers, body = fetch(visitor, version, Range="bytes=10-19", Accept_Encoding="gzip, br")

    assert (status, body, headers.get("Content-Encoding")) == (206, b"0123456789", None)
