import os
import time
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, utcnow
from teachnet.files import store as storing
from teachnet.files import sweeping
from teachnet.files.codes import Unfit
from teachnet.files.models import StoredFile
from teachnet.files.receive import receive, stored_file
from teachnet.files.store import GRACE, Store, store
from tests.files.media_files import a_film, with_place
from tests.library.factories import a_draft, a_kept_file


@pytest.fixture
def depot(tmp_path):
    depot = Store()
    depot.use(tmp_path / "files")
    return depot


def kept(depot: Store, content: bytes) -> str:
    with depot.draft() as folder:
        (folder / "file").write_bytes(content)
        return depot.keep(folder / "file")[0]


def files_in(depot: Store) -> list[str]:
    return sorted(path.name for path in depot.folder.rglob("*") if path.is_file())


def test_the_same_bytes_are_kept_once(depot):
    first, second, other = kept(depot, b"plan"), kept(depot, b"plan"), kept(depot, b"other")

    assert first == second
    assert files_in(depot) == sorted([first, other])
    assert depot.shelf.path(first).read_bytes() == b"plan"


def test_nothing_is_left_of_a_draft(depot):
    with suppress(RuntimeError), depot.draft() as folder:
        (folder / "half").write_bytes(b"ha")
        raise RuntimeError("the server stops here")

    assert files_in(depot) == []


def test_a_file_is_on_the_disk_before_it_is_named(depot, monkeypatch):
    """fsync of the file, then the rename, then fsync of the folder: the order that survives a power cut."""
    done = []
    monkeypatch.setattr(storing.os, "fsync", lambda handle: done.append("fsync"))
    replace = storing.Path.replace
    monkeypatch.setattr(storing.Path, "replace", lambda self, to: done.append("rename") or replace(self, to))

    kept(depot, b"plan")

    assert done == ["fsync", "rename", "fsync", "fsync"]


def test_the_sweeper_takes_what_no_row_knows_after_a_day(depot):
    known, orphan, fresh = kept(depot, b"known"), kept(depot, b"orphan"), kept(depot, b"fresh")
    long_ago = time.time() - GRACE - 60
    for name in (known, orphan):
        os.utime(depot.shelf.path(name), (long_ago, long_ago))

    assert depot.sweep(lambda names: [name for name in names if name == known]) == 1
    assert files_in(depot) == sorted([known, fresh])


def test_storing_again_saves_a_file_from_the_sweeper(depot):
    """Somebody uploads the bytes of an old orphan: the row comes a moment later."""
    orphan = kept(depot, b"orphan")
    os.utime(depot.shelf.path(orphan), (0, 0))

    kept(depot, b"orphan")

    assert depot.sweep(lambda names: []) == 0


def test_the_stored_film_no_longer_says_where_it_was_taken(app, tmp_path):
    place = b"+36.8100+118.0500/"
    path = tmp_path / "film"
    path.write_bytes(with_place(a_film(), place))

    with path.open("rb") as stream:
        received = receive(stream, "片段.mp4")

    stored = store.shelf.path(received.sha256).read_bytes()
    assert (len(stored), place in stored, received.verdict.stripped) == (path.stat().st_size, False, ["gps"])


def test_two_rows_are_never_made_of_the_same_bytes(app, tmp_path):
    path = tmp_path / "note"
    path.write_text("评课记录")

    def row():
        with path.open("rb") as stream:
            return stored_file(receive(stream, "a.txt"))

    assert row() is row()


def test_nothing_is_kept_of_a_refused_file(app, tmp_path):
    path = tmp_path / "bad"
    path.write_bytes(b"MZ\x90\0\1\2\3")
    before = files_in(store)

    with path.open("rb") as stream, pytest.raises(Unfit, match="type_not_allowed"):
        receive(stream, "a.exe")

    assert files_in(store) == before


def test_the_hourly_sweep_takes_rows_and_bytes_nothing_refers_to(app):
    used, unused, young = (a_kept_file(content) for content in (b"used", b"unused", b"young"))
    version = a_draft(file=used)
    for row in (used, unused):
        row.made_at = utcnow() - timedelta(days=9)
        os.utime(store.shelf.path(row.sha256), (0, 0))
    db.session.commit()

    sweeping.sweep_hourly([{}])

    assert {row.sha256 for row in db.session.scalars(sa.select(StoredFile))} == {used.sha256, young.sha256}
    assert [store.shelf.path(row).exists() for row in (used.sha256, unused.sha256, young.sha256)] == [True, False, True]
    assert version.main_file.file.sha256 == used.sha256
