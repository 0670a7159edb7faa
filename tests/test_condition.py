"""Each fault that is put in gives its own line, in /readyz and by the doctor, and none is told without one."""

from collections import namedtuple
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet import condition, findings
from teachnet.accounts.models import Person, Role
from teachnet.config import LOOPBACK, MEGABYTE
from teachnet.db import db, utcnow
from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.files.store import store
from teachnet.jobs import outbox
from teachnet.jobs.models import OutboxRow
from tests.factories import saved, somebody, the_city

Usage = namedtuple("Usage", "total used free")


def ready(visitor):
    answer = visitor.get("/readyz")
    return answer.status, answer.response.json["checks"]


def told():
    return [f"{finding.what} → {finding.remedy}" for finding in findings.examine()]


@pytest.fixture
def lin(app):
    return somebody(Role.CITY_ADMIN, the_city(), id_number="370303199001011234")


@pytest.fixture
def file(app):
    with store.draft() as folder:
        (folder / "x").write_bytes(b"a plan")
        sha256, size = store.keep(folder / "x")
    yield saved(StoredFile(sha256=sha256, size=size, kind=Kind.TEXT, media_type="text/plain"))
    store.shelf.remove(sha256)


def wait_in_the_outbox(**fields):
    outbox.send("files.sweep")
    db.session.commit()
    db.session.execute(sa.update(OutboxRow).values(**fields))
    db.session.commit()


def test_where_all_is_well_nothing_is_said(app, visitor, lin, file):
    assert told() == []
    status, checks = ready(visitor)
    assert (status, {state for name, state in checks.items() if name != "backups"}) == (200, {"ok"})


def test_a_full_disk_keeps_the_site_from_being_asked(app, visitor, monkeypatch):
    for free, status, state, findings_told in ((100, 503, "full", 1), (1000, 200, "ok", 1), (9000, 200, "ok", 0)):
        monkeypatch.setattr(condition.shutil, "disk_usage", lambda _path, free=free: Usage(0, 0, free * MEGABYTE))
        assert (ready(visitor)[0], ready(visitor)[1]["disk"]) == (status, state)
        assert len(told()) == findings_told


@pytest.mark.one_engine
def test_who_holds_the_database_keeps_it_from_others(app, visitor, monkeypatch):
    monkeypatch.setattr(condition, "PATIENCE", 0.1)
    engine = sa.create_engine(app.config["SETTINGS"].database_url)
    with engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO micro_skill (code, name, other_names, position) VALUES ('x','x','[]',9)")
        )
        state = condition.database()
        connection.rollback()
    engine.dispose()
    assert (state, condition.database()) == ("locked", "ok")


@pytest.mark.parametrize(("head", "state"), [("0001", "old"), ("9999", "newer")])
def test_a_database_of_another_version_is_not_served(app, visitor, head, state):
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = :head"), {"head": head})
    stands_at = condition.schema()
    db.session.rollback()
    assert (stands_at, condition.schema()) == (state, "ok")


def test_a_worker_that_does_not_run_is_told_and_does_not_close_the_site(app, visitor):
    wait_in_the_outbox(due_at=utcnow() - timedelta(minutes=20))
    status, checks = ready(visitor)
    assert (status, checks["outbox"]) == (200, "late")
    (line,) = told()
    assert line.startswith("Work that has been waiting")


def test_work_that_was_given_up_is_told(app):
    wait_in_the_outbox(given_up_at=utcnow())
    (line,) = told()
    assert line.startswith("Work that did not succeed")


def test_a_secret_that_does_not_fit_is_told(app, lin):
    db.session.execute(sa.text("UPDATE person SET id_number = :other"), {"other": b"\0" * 60})
    db.session.commit()
    (line,) = told()
    assert line.startswith("ID numbers and phones cannot be read")
    assert db.session.scalar(sa.select(sa.func.count(Person.id)))


def test_files_that_are_gone_or_damaged_are_told_apart(app, file):
    path = store.shelf.path(file.sha256)
    path.write_bytes(b"a plot")
    assert [line.partition(":")[0] for line in told()] == ["Stored files that are damaged"]
    path.unlink()
    assert [line.partition(":")[0] for line in told()] == ["Stored files that are gone"]


def test_a_site_that_others_reach_needs_https_and_to_know_its_proxies(app, monkeypatch):
    settings = replace(app.config["SETTINGS"], hosts=(*LOOPBACK, "school.example"))
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    assert ["HTTPS" in line for line in told()] == [True, False]
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, behind_https=True, proxies=1))
    assert told() == []


@pytest.mark.one_engine
def test_a_damaged_database_is_told(app, monkeypatch):
    monkeypatch.setattr(findings, "_damage", lambda: "row 3 missing from index")
    assert [line.partition(":")[0] for line in told()] == ["The file of the database is damaged"]
