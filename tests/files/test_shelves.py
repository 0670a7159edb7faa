"""Both places where stored files may lie, held to the same."""

import os
import time
from itertools import count

import obstore
import pytest

from teachnet.config import BucketAddress
from teachnet.files.kinds import Kind
from teachnet.files.shelves.bucket import connect
from teachnet.files.shelves.folder import Folder
from teachnet.files.store import Store, store
from teachnet.library.models import Visibility
from tests.files.bucket_server import Service
from tests.library.factories import a_kept_file, a_published

CLIP = bytes(range(256)) * 6000  # more than the bucket is asked for at a time
_prefix = count(1)


@pytest.fixture(scope="module")
def service():
    service = Service()
    yield service
    service.close()


def a_bucket(service, **fields):
    about = {"prefix": f"files-{os.getpid()}-{next(_prefix)}", "key": "key", "secret": "secret-secret"}
    return connect(BucketAddress("teachnet", endpoint=service.endpoint, **about | fields))


@pytest.fixture(params=["folder", "bucket"])
def depot(request, tmp_path):
    depot = Store()
    folder = tmp_path / "files"
    depot.use(folder, Folder(folder) if request.param == "folder" else a_bucket(request.getfixturevalue("service")))
    return depot


def kept(depot: Store, content: bytes) -> tuple[str, int]:
    with depot.draft() as folder:
        (folder / "file").write_bytes(content)
        return depot.keep(folder / "file")


def damage(depot: Store, sha256: str, content: bytes) -> None:
    if isinstance(depot.shelf, Folder):
        depot.shelf.path(sha256).write_bytes(content)
    else:
        obstore.put(depot.shelf.service, f"{sha256[:2]}/{sha256}", content)


def test_what_is_kept_is_read_again_whole_and_from_any_place(depot):
    sha256, size = kept(depot, CLIP)

    with depot.open(sha256, size) as file:
        whole = b"".join(iter(lambda: file.read(65_536), b""))
        file.seek(1_100_000)
        later = file.read(10)
    assert (depot.is_whole(sha256, size), whole == CLIP, later) == (True, True, CLIP[1_100_000:1_100_010])


def test_a_program_finds_it_as_a_file_of_this_machine(depot):
    sha256, size = kept(depot, CLIP)

    with depot.at_hand(sha256, size) as path:
        assert path.read_bytes() == CLIP


def test_what_was_never_kept_is_not_whole_and_not_at_hand(depot):
    assert not depot.is_whole("0" * 64, 4)
    assert (depot.size_of("0" * 64), depot.size_of(kept(depot, b"plan")[0])) == (None, 4)
    with pytest.raises(FileNotFoundError), depot.at_hand("0" * 64, 4):
        pass


@pytest.mark.parametrize("content", [b"pla", b"plum", b""], ids=["cut short", "another byte", "empty"])
def test_damage_is_noticed_and_the_good_copy_heals_it(depot, content):
    sha256, size = kept(depot, b"plan")
    damage(depot, sha256, content)

    assert not depot.is_whole(sha256, size)
    kept(depot, b"plan")
    assert depot.is_whole(sha256, size)


def test_the_sweeper_takes_what_is_old_and_unknown(depot, monkeypatch):
    known, unknown = kept(depot, b"known"), kept(depot, b"unknown")

    assert depot.sweep(lambda names: []) == 0  # both are young
    later = time.time() + 2 * 24 * 3600
    monkeypatch.setattr("teachnet.files.store.time.time", lambda: later)
    assert depot.sweep(lambda names: [known[0]]) == 1
    assert [depot.is_whole(*about) for about in (known, unknown)] == [True, False]


@pytest.fixture
def in_a_bucket(app, service):
    """The application's own store, for this test in a bucket."""
    before = store.shelf
    store.shelf = a_bucket(service)
    yield store
    store.shelf = before


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ({}, 200, slice(None)),
        ({"Range": "bytes=1200000-1200009"}, 206, slice(1_200_000, 1_200_010)),
        ({"Range": "bytes=-5"}, 206, slice(-5, None)),
        ({"Range": "bytes=99999999-"}, 416, None),
        ({"Range": "bytes=0-4", "If-Range": '"another"'}, 200, slice(None)),
    ],
)
def test_a_player_jumps_in_a_film_that_lies_in_a_bucket(in_a_bucket, visitor, asked, status, part):
    version = a_published(file=a_kept_file(CLIP, Kind.VIDEO, "video/mp4"), visibility=Visibility.PUBLIC)

    answer = visitor.get(f"/library/files/{version.main_file.id}/x.mp4", headers=asked)

    assert answer.status == status
    if part is not None:
        assert answer.response.get_data() == CLIP[part]


def test_the_place_of_files_is_tried_by_a_command(in_a_bucket, app, monkeypatch):
    run = app.test_cli_runner().invoke
    assert "can be written" in run(args=["check-files"]).output

    monkeypatch.setattr(in_a_bucket.shelf, "put", lambda *_told: 1 / 0)
    answer = run(args=["check-files"])
    assert (answer.exit_code, "cannot be kept" in answer.output) == (1, True)
