"""A cache that survives kills, power cuts, readers in other threads and files of another edition."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from teachnet.search import dictionaries
from teachnet.search.engine import Unsound
from teachnet.search.engines import engine_of
from tests.search.documents import a_document, ids, look

WRITER = """
import itertools, sys
from pathlib import Path
from teachnet.search.engines import engine_of
from tests.search.documents import a_document
engine = engine_of(sys.argv[1], "thing", Path(sys.argv[2]))
for number in itertools.count(int(sys.argv[3])):
    engine.update([a_document(number % 7, "圆 " + "云雨风雪" * 50, version=number)])
    print(number, flush=True)
"""


@pytest.fixture(params=["whoosh", "tantivy"])
def kept(request, tmp_path):
    """Makes an engine for the same folder, as another process does."""
    return lambda: engine_of(request.param, "thing", tmp_path)


@pytest.fixture
def engine(kept):
    engine = kept()
    engine.rebuild([a_document(1, "圆")])
    return engine


def test_a_kill_at_any_moment_leaves_the_last_commit(engine, kept):
    done = 0
    for wait in (0.01, 0.08):
        done = kill_a_writer(engine.root, done + 1, wait)
        versions = kept().versions()  # as a process that has just started reads it
        assert max(versions.values()) in (done, done + 1)  # killed before it could say so
        assert sorted(ids(engine, "圆")) == sorted(versions)
        done = max(versions.values())
    engine.update([a_document(0, "方")])  # no lock was left behind
    assert ids(engine, "方") == [0]


def kill_a_writer(root: Path, start: int, wait: float) -> int:
    """Let it commit a few times, then no more; what it last said it had done."""
    name, folder = root.parent.name, root.parent.parent
    command = [sys.executable, "-c", WRITER, name, str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as writer:
        for _ in range(3):
            writer.stdout.readline()
        time.sleep(wait)
        writer.kill()
        rest = writer.stdout.read().split()
    return int(rest[-1]) if rest else start + 2


@pytest.mark.parametrize("kept", ["whoosh"], indirect=True)
def test_everything_is_on_the_disk_before_a_commit_counts(engine, monkeypatch):
    """Whoosh alone calls fsync never: after a power cut the new table of contents would name files without content."""
    happened = []
    monkeypatch.setattr(os, "fsync", lambda handle: happened.append(os.readlink(f"/proc/self/fd/{handle}")))
    monkeypatch.setattr(os, "rename", lambda old, new, rename=os.rename: (happened.append("rename"), rename(old, new)))
    before = set(engine.root.glob("*/*"))
    engine.update([a_document(2, "云")])
    made = {str(path) for path in set(engine.root.glob("*/*")) - before if path.suffix != ".toc"}
    assert len(made) > 5
    assert made <= set(happened[: happened.index("rename")])


def test_readers_see_whole_commits_while_somebody_writes(engine):
    """A searcher of Whoosh's shared by threads answered wrongly four times in 3,200."""
    engine.update([a_document(number, f"圆 第{number}号") for number in range(20)])

    def read(_):
        found = look(engine, "圆", limit=100)
        return found.total, len(set(found.ids))

    with ThreadPoolExecutor(4) as readers:
        answers = [readers.submit(read, number) for number in range(200)]
        for version in range(2, 8):
            engine.update([a_document(number, f"圆 第{number}号", version=version) for number in range(20)])
        assert {answer.result() for answer in answers} == {(20, 20)}


def test_deleted_documents_stay_deleted_in_a_process_that_has_the_index_open(engine, kept):
    """Whoosh's own refresh() keeps them."""
    other = kept()
    assert ids(other, "圆") == [1]
    engine.update([], remove=[1])
    assert (ids(other, "圆"), other.versions()) == ([], {})


def test_a_reader_follows_a_rebuild_and_the_old_one_is_cleared_away(engine, kept):
    other = kept()
    assert ids(other, "圆") == [1]
    engine.rebuild([a_document(2, "圆")])
    assert ids(other, "圆") == [2]
    assert len([path for path in engine.root.iterdir() if path.is_dir()]) == 1


def test_an_index_of_another_edition_is_not_used(engine, monkeypatch):
    monkeypatch.setattr(dictionaries, "edition", lambda: "another")
    with pytest.raises(Unsound):
        ids(engine, "圆")


@pytest.mark.parametrize("damage", ["no index", "no files", "cut short", "rubbish", "elsewhere"])
def test_whatever_looks_wrong_asks_for_a_rebuild(engine, kept, damage):
    folder = next(path for path in engine.root.iterdir() if path.is_dir())
    hurt(engine.root, folder, damage)
    damaged = kept()
    with pytest.raises(Unsound):
        look(damaged, "圆")
    with pytest.raises(Unsound):
        damaged.update([a_document(2, "圆")])
    damaged.rebuild([a_document(3, "圆")])
    assert ids(damaged, "圆") == [3]


def hurt(root: Path, folder: Path, damage: str) -> None:
    if damage == "no index":
        (root / "current").unlink()
    elif damage == "no files":
        for path in folder.iterdir():
            path.unlink()
    elif damage == "elsewhere":
        (root / "current").write_text("../../etc")
    else:
        for path in [path for kind in ("*.trm", "*.toc", "*.term", "meta.json") for path in folder.glob(kind)]:
            path.write_bytes(path.read_bytes()[:10] if damage == "cut short" else b"rubbish" * 40)
