"""Backups that make themselves, and what the doctor says when they do not."""

import os
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.audit.models import AuditEntry
from teachnet.backups import findings, history, jobs, leftovers, nightly
from teachnet.db import CITY_TIME, db, utcnow
from tests.factories import somebody, the_city

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=CITY_TIME)


def made(folder, *ages, now=NOW):
    """Empty files named as backups so many days before now."""
    folder.mkdir(exist_ok=True)
    for age in ages:
        (folder / f"teachnet-{(now - timedelta(days=age)).strftime(nightly.STAMP)}.zip").touch()


@pytest.fixture
def looked_after(app, tmp_path, monkeypatch):
    settings = replace(app.config["SETTINGS"], backups=tmp_path / "one", second_backups=tmp_path / "two")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    return settings


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("age", "hour", "due"),
    [
        (timedelta(hours=10), 3, False),
        (timedelta(hours=23), 3, True),
        (timedelta(hours=23), 10, False),
        (timedelta(hours=31), 10, True),
    ],
)
def test_one_a_night_and_what_was_missed_by_day(tmp_path, age, hour, due):
    now = NOW.replace(hour=hour)
    made(tmp_path, age / timedelta(days=1), now=now)
    assert nightly.is_due(tmp_path, now) is due


@pytest.mark.one_engine
def test_a_folder_without_any_is_due_at_once(tmp_path):
    assert nightly.is_due(tmp_path / "none", NOW.replace(hour=14))


@pytest.mark.one_engine
def test_each_night_for_a_fortnight_each_week_for_twelve(tmp_path):
    made(tmp_path, *range(120))
    gone = set(nightly.too_many(nightly.all_in(tmp_path), NOW))
    left = [(NOW - nightly.made_at(path)).days for path in nightly.all_in(tmp_path) if path not in gone]
    assert left[:15] == list(range(15))
    weekly = left[15:]
    assert {later - earlier for earlier, later in zip(weekly, weekly[1:], strict=False)} == {7}
    assert 77 <= weekly[-1] <= 84


def test_it_is_made_copied_tried_and_old_ones_go(app, looked_after):
    somebody(Role.CITY_ADMIN, the_city())
    made(looked_after.backups, 100, now=utcnow())
    path = nightly.keep_up(looked_after, "", lambda line: None)
    assert [left.name for left in nightly.all_in(looked_after.backups)] == [path.name]
    assert (looked_after.second_backups / path.name).read_bytes() == path.read_bytes()
    assert nightly.marker(path).exists()
    assert nightly.keep_up(looked_after, "", lambda line: None) is None, "the second time it is not due"
    assert list(findings.examine()) == []


def said(app):
    return [str(finding.what) for finding in findings.examine()]


def test_the_doctor_tells_each_trouble_apart(app, looked_after, monkeypatch):
    now = utcnow()
    assert said(app)[0].startswith("There is no backup in the folder")
    made(looked_after.backups, 2, now=now)
    made(looked_after.second_backups, 0, now=now)
    assert [line.split(" is of ")[0] for line in said(app)] == [
        "The newest backup in the folder of backups",
        "No backup of the last two weeks has been tried.",
    ]
    made(looked_after.backups, 0, now=now)
    nightly.marker(nightly.all_in(looked_after.backups)[0]).touch()
    assert said(app) == []
    (looked_after.backups / "failed.txt").write_text("2026-11-30 No space left on device", "utf-8")
    assert said(app) == ["The last backup did not work: 2026-11-30 No space left on device"]
    monkeypatch.setitem(app.config, "SETTINGS", replace(looked_after, backups=None))
    assert said(app) == ["No backup is made by itself."]


def test_that_something_was_restored_comes_into_the_trail_once(app):
    settings = app.config["SETTINGS"]
    history.bring_into_the_trail(settings)  # what others have left in this folder
    before = db.session.scalars(sa.select(AuditEntry.id).where(AuditEntry.action == "restore")).all()
    history.note(settings, "b.zip", utcnow())
    assert (history.bring_into_the_trail(settings), history.bring_into_the_trail(settings)) == (1, 0)
    entries = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "restore", AuditEntry.id.not_in(before))
    ).all()
    assert [entry.reason[:6] for entry in entries] == ["b.zip "]


@pytest.mark.one_engine
def test_what_was_left_when_it_was_killed_goes_after_a_day(app):
    settings = app.config["SETTINGS"]
    folder, copy = settings.instance / "trial-x", settings.instance / "trial-20261130.db"
    folder.mkdir()
    (folder / "backup.zip").write_bytes(b"laid open")
    copy.touch()
    assert leftovers.sweep(settings) == 0, "somebody may be at it"
    for path in (folder, copy):
        os.utime(path, (0, 0))
    assert leftovers.sweep(settings) == 2
    assert not folder.exists()


def test_the_worker_has_one_made_by_a_process_of_its_own_when_it_is_due(app, looked_after, monkeypatch):
    started = []
    monkeypatch.setattr(jobs.subprocess, "Popen", lambda command, cwd: started.append(command[-1]))
    jobs.look([{}])
    made(looked_after.backups, 0, now=utcnow())
    jobs.look([{}])
    assert started == ["backup-nightly"]
