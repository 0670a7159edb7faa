"""Rows, taken out of a database and put into another."""

import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa

from teachnet.backups.errors import BadBackup, CannotSwap
from teachnet.backups.lines import line_of, row_of, sums
from tests.backups.conftest import Installation
from tests.the_dev import ROOT


def rows(place, table):
    with place.snapshot() as snapshot:
        columns = snapshot.tables()[table]
        return [dict(zip(columns, row, strict=True)) for row in snapshot.rows(table, columns)]


def run(place, statement):
    engine = sa.create_engine(place.database_url)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text(statement))
    finally:
        engine.dispose()


def copied(installation, name, change=lambda table, row: row):
    """All of a place in another beside it, each row as `change` makes it; None leaves it out."""
    place, other = installation.place, installation.place.beside(name)
    other.create()
    Installation(installation.folder, other.database_url).flask("db", "upgrade")
    with place.snapshot() as snapshot:
        told = [
            (table, columns, [list(row) for row in snapshot.rows(table, columns)])
            for table, columns in snapshot.tables().items()
        ]
    other.load(
        (table, columns, [changed for row in some if (changed := change(table, row))]) for table, columns, some in told
    )
    return other


def test_a_line_says_what_a_row_says():
    row = ["林岚\n“”", None, 3, 2.5, True, b"\x00\xff", '{"a": [1]}', "2026-11-30 06:12:00.000000"]
    assert row_of(line_of(row)) == row


def test_what_is_put_in_place_is_what_was_taken_and_what_was_there_is_kept(installation):
    place = installation.place
    before = sums_of(place)
    coming, kept = copied(installation, "coming_one"), place.beside("kept_one")
    assert sums_of(coming) == before

    run(place, "UPDATE person SET name = '后来改的'")
    assert place.swap(coming, kept, lambda snapshot: False) is False
    assert rows(place, "person")[0]["name"] == "后来改的", "asked under the lock, somebody said no"

    assert place.swap(coming, kept, lambda snapshot: snapshot.head != "") is True
    assert sums_of(place) == before
    assert rows(kept, "person")[0]["name"] == "后来改的"
    with pytest.raises(sa.exc.DatabaseError, match="only grows"):
        run(place, "DELETE FROM audit_entry")
    run(place, "INSERT INTO micro_skill (code, name, other_names, position) VALUES ('x', 'x', '[]', 99)")
    kept.drop()
    coming.drop()


def test_a_row_that_points_at_nothing_is_refused(installation):
    with pytest.raises(BadBackup, match="person"):
        copied(installation, "coming_two", lambda table, row: None if table == "person" else row)


def test_somebody_who_writes_is_waited_for_and_not_for_ever(installation, monkeypatch):
    monkeypatch.setattr("teachnet.backups.places.sqlite.PATIENCE", 0.2)
    monkeypatch.setattr("teachnet.backups.places.postgres.PATIENCE", "200ms")
    place = installation.place
    coming, before = copied(installation, "coming_three"), sums_of(place)
    engine = sa.create_engine(place.database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE person SET remark = 'x'"))
        with pytest.raises(CannotSwap, match="Stop the site"):
            place.swap(coming, place.beside("kept_three"), lambda snapshot: True)
        connection.rollback()
    engine.dispose()
    assert sums_of(place) == before
    coming.drop()


def test_a_snapshot_is_of_one_moment(installation):
    place = installation.place
    with place.snapshot() as snapshot:
        columns = snapshot.tables()["person"]
        run(place, "UPDATE person SET name = '后来改的'")
        assert [row[columns.index("name")] for row in snapshot.rows("person", columns)] == ["林岚"]
    assert rows(place, "person")[0]["name"] == "后来改的"  # the control: it was written


@pytest.mark.one_engine
def test_a_damaged_file_is_put_aside_and_replaced(tmp_path, installation):
    place = installation.place
    coming, before = copied(installation, "coming_four"), sums_of(place)
    place.drop()
    place.path.write_bytes(b"no database at all" * 1000)
    kept = place.beside("kept_four")
    assert not place.swap(coming, kept, lambda snapshot: False)
    assert place.path.read_bytes().startswith(b"no database"), "nothing has happened"
    assert place.swap(coming, kept, lambda snapshot: True)
    assert sums_of(place) == before
    assert kept.path.read_bytes().startswith(b"no database")


def sums_of(place):
    with place.snapshot() as snapshot:
        return sums(snapshot)


KILLED_HALF_WAY = """
import os, signal, sys
from pathlib import Path
from teachnet.backups.places import sqlite
def half(connection):
    connection.execute("DROP TABLE main.audit_entry")
    connection.execute("UPDATE main.person SET name = 'x'")
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[4] == "killed":
    sqlite._replace_all = half
here, coming, kept = (sqlite.SqlitePlace(Path(path)) for path in sys.argv[1:4])
here.swap(coming, kept, lambda snapshot: True)
"""


@pytest.mark.one_engine
def test_killed_half_way_it_is_what_it_was(installation):
    place, coming = installation.place, copied(installation, "coming_five", without_names)
    before = sums_of(place)
    for number, (how, end) in enumerate({"killed": -signal.SIGKILL, "left alone": 0}.items()):
        kept = place.beside(f"kept_{number}")
        command = [sys.executable, "-c", KILLED_HALF_WAY, place.path, coming.path, kept.path, how]
        assert subprocess.run(command, cwd=ROOT).returncode == end
        assert sums_of(place) == (before if how == "killed" else sums_of(coming))
    assert sums_of(coming) != before


def without_names(table, row):
    return ["", *row[1:]] if table == "person" else row
