"""The file itself: not a bit of it may differ."""

import random
import zipfile
from pathlib import Path

import pytest

from teachnet.backups import container
from teachnet.backups.errors import BadBackup

pytestmark = pytest.mark.one_engine  # no database

FLIPS = 100  # of each kind of file
WORDS = "一句不会有人猜到的话"


def a_backup(folder: Path, passphrase: str = "") -> Path:
    path = folder / "a.zip"
    with container.written(path, passphrase) as archive:
        archive.writestr("manifest.json", '{"rows": 3}')
        archive.writestr("tables/person.jsonl", '["name","id"]\n["林岚",1]\n' * 40)
    return path


def content(path: Path, passphrase: str = "") -> dict[str, bytes]:
    with container.opened(path, passphrase, path.parent) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> bytes:
    """Made once: to seal and to open takes a second each, on purpose."""
    return a_backup(tmp_path_factory.mktemp("sealed"), WORDS).read_bytes()


@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["plain", "sealed"])
def test_no_flipped_bit_goes_unnoticed(tmp_path, sealed, passphrase):
    path = tmp_path / "a.zip"
    whole = sealed if passphrase else a_backup(tmp_path).read_bytes()
    for bit in random.sample(range(len(whole) * 8), FLIPS):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(BadBackup):
            container.require_whole(path)
    path.write_bytes(whole)
    container.require_whole(path)  # the control


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.999])
def test_a_file_that_was_cut_off_is_refused(tmp_path, kept):
    path = a_backup(tmp_path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(BadBackup):
        content(path)


def test_a_digest_made_to_fit_does_not_hide_that_the_sealed_part_was_changed(tmp_path, sealed):
    path = tmp_path / "a.zip"
    changed = bytearray(sealed)
    changed[changed.index(b"backup.zip.age") + 300] ^= 1  # past its header, before its end
    path.write_bytes(changed)
    container._write_digest(path)
    container.require_whole(path)
    with pytest.raises(BadBackup):
        content(path, WORDS)


def test_only_the_passphrase_opens_what_is_sealed(tmp_path, sealed):
    path = tmp_path / "a.zip"
    path.write_bytes(sealed)
    assert "林岚".encode() not in path.read_bytes()
    assert "林岚".encode() in content(path, WORDS)["tables/person.jsonl"]
    for wrong in ("", WORDS + "。"):
        with pytest.raises(BadBackup, match="passphrase"):
            content(path, wrong)
    assert [left.name for left in tmp_path.iterdir()] == ["a.zip"], "what was laid open is gone again"


def test_only_its_owner_may_read_it(tmp_path):
    assert a_backup(tmp_path).stat().st_mode & 0o077 == 0


def test_nothing_lies_there_until_it_is_whole(tmp_path):
    with pytest.raises(ZeroDivisionError), container.written(tmp_path / "b.zip") as archive:
        archive.writestr("manifest.json", str(1 / 0))
    assert list(tmp_path.iterdir()) == []


def test_it_overwrites_nothing(tmp_path):
    path = a_backup(tmp_path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        a_backup(tmp_path)
    assert path.read_bytes() == before


def test_another_zip_is_no_backup(tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", "{}" * 100)
    with pytest.raises(BadBackup, match="no backup"):
        content(path)
