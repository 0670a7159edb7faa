"""The commands, as whoever looks after an installation calls them: on a whole demo city, and on small ones."""

import json
import zipfile

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person, Role
from teachnet.backups import container, kept, restoring
from teachnet.backups.errors import BadBackup, CannotSwap
from teachnet.backups.lines import sums
from teachnet.backups.making import make
from teachnet.backups.places import place_of
from teachnet.db import db, utcnow
from teachnet.files.store import store
from tests.backups.conftest import Installation
from tests.factories import somebody, the_city

PASSPHRASE = {"TEACHNET_BACKUP_PASSPHRASE": "一句不会有人猜到的话"}


def told_sums(installation):
    with installation.place.snapshot() as snapshot:
        return sums(snapshot)


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def remade(path, into, change):
    """Another whole backup, of which `change` has made something else."""
    with zipfile.ZipFile(path) as archive, container.written(into) as other:
        for name in archive.namelist():
            content = archive.read(name)
            if (new := change(name, content)) is not None:
                other.writestr(name, new)
    return into


@pytest.mark.timeout(300)
@pytest.mark.on_postgresql
def test_a_city_goes_to_another_machine_and_another_engine(tmp_path, demo_city, empty_database, database):
    city = Installation(demo_city)
    backup = tmp_path / "city.zip"
    before = told_sums(city)
    city.flask("backup", str(backup), **PASSPHRASE)
    assert told_sums(city) == before, "a backup changes nothing"

    elsewhere = Installation(tmp_path / "elsewhere", empty_database)
    assert "passphrase" in elsewhere.refuses("restore", str(backup))
    assert "Nothing was changed" in elsewhere.refuses("backup", str(tmp_path / "nothing.zip"))
    said = elsewhere.flask("restore", str(backup), **PASSPHRASE)
    assert "signed in as city, 5 resources found" in said
    assert told_sums(elsewhere) == before
    assert (elsewhere.folder / "secret.key").read_text() == (demo_city / "secret.key").read_text()
    stored = {path.name: path.stat().st_size for path in (demo_city / "files").glob("??/*")}
    there = {path.name: path.stat().st_size for path in (elsewhere.folder / "files").glob("??/*")}
    with city.place.snapshot() as snapshot:
        wanted = dict(map(tuple, snapshot.rows("stored_file", ["sha256", "size"])))
    assert there == wanted
    assert wanted.items() <= stored.items()
    gone = next((elsewhere.folder / "files").glob("??/*"))
    gone.unlink()
    assert gone.name in elsewhere.flask("restore-files", str(backup), **PASSPHRASE)
    assert gone.stat().st_size == wanted[gone.name]


@pytest.mark.one_engine
def test_a_good_backup_is_tried_and_leaves_nothing_behind(tmp_path, installation):
    backup, folder = tmp_path / "b.zip", installation.folder
    installation.flask("backup", str(backup))
    with zipfile.ZipFile(backup) as archive:
        assert "secret.key" not in archive.namelist(), "without a passphrase no secret"
    before, there = told_sums(installation), sorted(path.name for path in folder.iterdir())
    said = installation.flask("verify-backup", str(backup))
    assert "signed in as lin, 0 resources" in said
    assert "Good: " in said
    assert "no copy to be tried" in installation.refuses("prove-restored"), "it would set a password"
    backup.write_bytes(backup.read_bytes()[:-1])
    assert "Nothing was changed" in installation.refuses("restore", str(backup))
    assert told_sums(installation) == before
    assert sorted(path.name for path in folder.iterdir()) == there


@pytest.mark.one_engine
def test_what_is_not_what_it_says_is_refused(here, tmp_path):
    settings, _person_id = here
    backup, before = tmp_path / "b.zip", told_here(settings)
    make(settings, backup)
    there = sorted(path.name for path in settings.instance.iterdir())
    with zipfile.ZipFile(backup) as archive:
        person = archive.read("tables/person.jsonl").splitlines()[1]
    other_person = person.replace(b"city_admin", b"citi_admin")
    assert other_person != person
    bad = {
        "damaged": flipped(backup, tmp_path / "1.zip"),
        "newer": remade(backup, tmp_path / "2.zip", with_manifest(head="9999")),
        "newer TeachNet": remade(backup, tmp_path / "3.zip", with_manifest(format=2)),
        "rows of these tables": remade(backup, tmp_path / "4.zip", with_rows("person", other_person)),
        "other things": remade(backup, tmp_path / "5.zip", without("tables/team.jsonl")),
        "manifest cannot be read": remade(backup, tmp_path / "7.zip", with_manifest(files={"../../x": 1})),
        "rows cannot be read": remade(backup, tmp_path / "8.zip", with_rows("person", b"[")),
        "another secret": remade(backup, tmp_path / "6.zip", with_manifest(secret="0" * 64)),
    }
    for why, path in bad.items():
        with pytest.raises(BadBackup, match=why):
            restoring.restore(settings, path, "", lambda line: None)
    assert told_here(settings) == before
    assert sorted(path.name for path in settings.instance.iterdir()) == there


def flipped(path, into):
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 8
    into.write_bytes(whole)
    return into


def with_manifest(**told):
    return lambda name, content: json.dumps(json.loads(content) | told) if name == "manifest.json" else content


def with_rows(table, *lines):
    def change(name, content):
        head = content.split(b"\n", 1)[0]
        return b"\n".join([head, *lines, b""]) if name == f"tables/{table}.jsonl" else content

    return change


def without(gone):
    return lambda name, content: None if name == gone else content


@pytest.mark.one_engine
def test_an_older_database_is_brought_up_by_a_copy(tmp_path, empty_database, database):
    old = Installation(tmp_path / "own", empty_database)
    old.flask("db", "upgrade", "0054")
    backup = tmp_path / "before.zip"
    said = old.flask("upgrade", str(backup))
    assert "0054 → 0055" in said
    assert manifest_of(backup)["head"] == "0054"
    with old.place.snapshot() as snapshot:
        assert snapshot.head == "0055"
        assert "team_plan" in snapshot.tables()
    old.flask("restore", "--undo")
    with old.place.snapshot() as snapshot:
        assert snapshot.head == "0054"


@pytest.fixture
def here(app):
    """The installation of the test itself, with somebody in it."""
    person = somebody(Role.CITY_ADMIN, the_city())
    db.session.commit()
    db.session.remove()
    return app.config["SETTINGS"], person.id


def name_of(person_id):
    db.session.rollback()
    return db.session.get(Person, person_id).name


def rename(person_id):
    db.session.execute(sa.update(Person).where(Person.id == person_id).values(name="后来改的"))
    db.session.commit()


@pytest.mark.one_engine
@pytest.mark.timeout(300)
def test_when_the_site_does_not_answer_after_an_upgrade_all_is_as_before(here, tmp_path, monkeypatch):
    settings, person_id = here
    monkeypatch.setattr(restoring, "_proof", lambda *_about: None)  # shown by others, and slow
    before = told_here(settings)

    def broken():
        rename(person_id)  # whatever it did
        raise BadBackup("/ was answered 500")

    with pytest.raises(BadBackup):
        restoring.upgrade(settings, tmp_path / "b.zip", lambda line: None, broken)
    assert told_here(settings) == before


@pytest.mark.one_engine
@pytest.mark.timeout(300)
def test_what_is_written_during_an_upgrade_is_not_lost(here, tmp_path, monkeypatch):
    settings, person_id = here
    monkeypatch.setattr(restoring, "_proof", lambda *_about: None)
    with pytest.raises(CannotSwap, match="Somebody has written meanwhile"):
        restoring.upgrade(settings, tmp_path / "b.zip", lambda line: rename(person_id), lambda: None)
    assert name_of(person_id) == "后来改的"


def told_here(settings):
    with place_of(settings.database_url).snapshot() as snapshot:
        return sums(snapshot)


@pytest.mark.one_engine
@pytest.mark.timeout(300)
def test_an_index_that_cannot_be_built_takes_nothing_back(here, tmp_path, monkeypatch):
    settings, person_id = here
    make(settings, tmp_path / "b.zip")
    before, said = told_here(settings), []
    rename(person_id)
    monkeypatch.setattr(restoring, "_proof", lambda *_about: None)
    monkeypatch.setattr(restoring.sync, "rebuild", lambda kind: 1 / 0)
    replaced = restoring.restore(settings, tmp_path / "b.zip", "", said.append)
    assert told_here(settings) == before
    assert "flask reindex" in said[-1]
    with replaced.place.snapshot() as snapshot:
        assert "后来改的" in str(list(snapshot.rows("person", ["name"])))
    replaced.forget()


@pytest.mark.one_engine
def test_files_of_what_was_replaced_are_not_swept_until_it_is_forgotten(here, monkeypatch):
    settings, _person_id = here
    with store.draft() as folder:
        (folder / "x").write_bytes(b"of the old database only")
        sha256, size = store.keep(folder / "x")
    before = kept.new(settings, utcnow())
    before.note("restore", [sha256])
    monkeypatch.setattr("teachnet.files.store.GRACE", -10)
    store.sweep(lambda names: [])
    assert store.is_whole(sha256, size)
    before.forget()
    store.sweep(lambda names: [])
    assert store.size_of(sha256) is None  # the control: it would have been swept
    assert not before.folder.exists()
