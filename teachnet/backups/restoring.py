"""From a backup back to an installation. Whatever can be wrong turns out beside, before anything here has changed; then
one transaction puts the rows in place, and what lay here is kept."""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from teachnet.backups import container, history, kept, trial
from teachnet.backups.errors import BadBackup, CannotSwap, NothingHere
from teachnet.backups.kept import Kept
from teachnet.backups.lines import Snapshot, sums
from teachnet.backups.making import Tell, make, name_of
from teachnet.backups.manifest import Manifest
from teachnet.backups.places import Place, place_of
from teachnet.backups.places.sqlite import SqlitePlace
from teachnet.backups.trial import Proof
from teachnet.certificates.serials import LINE, book
from teachnet.config import Settings
from teachnet.db import db, learn_sizes, utcnow
from teachnet.disk import bring_to_disk
from teachnet.files.store import store
from teachnet.keys import keys
from teachnet.search import sync
from teachnet.search.indexes import indexes

PORTION = 1 << 20  # bytes of a file at a time
TOLD_EVERY = 500  # files
MayGo = Callable[[Snapshot], bool]


def verify(settings: Settings, path: Path, passphrase: str, tell: Tell) -> tuple[Manifest, Proof]:
    """Restored in an embedded database, whatever this installation uses, tried, and thrown away. Raises `BadBackup`."""
    with container.opened(path, passphrase, settings.instance) as archive:
        told = trial.read(archive)
        return told, _proof(archive, told, settings, tell)


def _proof(archive: zipfile.ZipFile, told: Manifest, settings: Settings, tell: Tell) -> Proof:
    _require_files(archive, told, tell)
    place = SqlitePlace(settings.instance / f"trial-{utcnow().strftime(kept.STAMP)}.db")
    with trial.restored_beside(archive, told, place, settings, tell) as look:
        proof = look.proof()
    tell(f"Tried there: signed in as {proof.signed_in or 'nobody'}, {proof.found} resources found by their titles")
    return proof


def restore(settings: Settings, path: Path, passphrase: str, tell: Tell) -> Kept | None:
    """What lay here until now, if anything did. Raises `BadBackup` or `CannotSwap`; then everything is as it was."""
    with container.opened(path, passphrase, settings.instance) as archive:
        before = _put_in_place(archive, settings, tell, lambda snapshot: True, "restore")
    _settle(settings, path.name, tell)
    return before


def restore_files(settings: Settings, path: Path, passphrase: str) -> list[str]:
    """Of what rows here speak of and what is gone or damaged here: what the backup has is here again. Their sha256."""
    mended = []
    with container.opened(path, passphrase, settings.instance) as archive:
        told = trial.read(archive)
        with place_of(settings.database_url).snapshot() as snapshot:
            wanted = [(sha256, size) for sha256, size in snapshot.rows("stored_file", ["sha256", "size"])]
        for sha256, size in wanted:
            if sha256 in told.files and not store.is_whole(sha256, size):
                _put_file(archive, sha256)
                mended.append(sha256)
    return mended


def upgrade(settings: Settings, path: Path, tell: Tell, smoke: Callable[[], None]) -> Kept:
    """A backup is made at `path`, a copy brought up to this version and tried, and put in place if nobody has written
    meanwhile. When `smoke` then raises, everything goes back to what it was."""
    told = make(settings, path, tell=tell)
    with container.opened(path, "", settings.instance) as archive:
        before = _put_in_place(archive, settings, tell, lambda now: sums(now) == told.tables, "upgrade")
    _settle(settings, f"upgrade by {path.name}", tell)
    try:
        smoke()
    except Exception:  # whatever it is: it was not there before
        _swap_back(settings, before, tell)
        raise
    return before


def undo(settings: Settings, before: Kept, tell: Tell) -> Kept:
    """What was kept comes back; what it replaces is kept in its turn."""
    return _swap_back(settings, before, tell)


def _put_in_place(archive: zipfile.ZipFile, settings: Settings, tell: Tell, may_go: MayGo, why: str) -> Kept | None:
    told, place, before = trial.read(archive), place_of(settings.database_url), kept.new(settings, utcnow())
    secret = trial.secret_for(archive, told, settings)
    _require_own_secret(settings, secret)
    _proof(archive, told, settings, tell)
    was_empty = _is_empty(place)
    coming = place.beside(f"coming_{before.stamp.replace('-', '_')}")
    with trial.restored_beside(archive, told, coming, settings, tell), _held_files(before.stamp, told):
        _put_files(archive, told, tell)
        _note_serials(archive)
        with _secret_ready(settings, secret):
            _swap(place, coming, before, may_go, why)
    if was_empty:
        with _only_told(tell, "an empty copy is left over"):
            before.forget()
    return None if was_empty else before


def _is_empty(place: Place) -> bool:
    try:
        with place.snapshot() as snapshot:
            return not snapshot.head
    except NothingHere:
        return True
    except Exception:  # whatever is wrong with it: something is there
        return False


@contextmanager
def _held_files(stamp: str, told: Manifest) -> Iterator[None]:
    """Those that are here already may be about to be swept."""
    store.hold(f"coming-{stamp}", told.files)
    try:
        yield
    finally:
        store.let_go(f"coming-{stamp}")


def _swap(place: Place, coming: Place, before: Kept, may_go: MayGo, why: str) -> None:
    before.note(why, _files_of(place))
    try:
        if not place.swap(coming, before.place, may_go):
            raise CannotSwap("Somebody has written meanwhile. Stop the site, and try again.")
    except BaseException:
        before.forget()
        raise


def _swap_back(settings: Settings, before: Kept, tell: Tell) -> Kept:
    place, replaced = place_of(settings.database_url), kept.new(settings, utcnow())
    secret = before.secret
    _require_own_secret(settings, secret)
    with _secret_ready(settings, secret):
        _swap(place, before.place, replaced, lambda snapshot: True, "undo")
    with _only_told(tell, "what was kept is kept on"):
        before.forget()
    _settle(settings, f"undone: {before.stamp}", tell)
    return replaced


@contextmanager
def _secret_ready(settings: Settings, secret: str) -> Iterator[None]:
    """Rows that need another secret find it in its place: written beforehand, so that then one renaming is enough."""
    draft = settings.instance / "secret.key.new"
    if secret == settings.secret:
        yield
        return
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        yield
        os.replace(draft, settings.instance / "secret.key")
        bring_to_disk(settings.instance)
        keys.use(secret)
    finally:
        draft.unlink(missing_ok=True)


def _settle(settings: Settings, what: str, tell: Tell) -> None:
    """What follows once rows are in place: the index that finds them, and a mark for the trail."""
    db.session.remove()
    db.engine.dispose()
    with _only_told(tell, "flask reindex builds the search index"):
        learn_sizes()
        db.session.commit()
        for kind in indexes.sources:
            sync.rebuild(kind)
    db.session.remove()
    with _only_told(tell, "it will not stand in the trail"):
        history.note(settings, what, utcnow())


@contextmanager
def _only_told(tell: Tell, then: str) -> Iterator[None]:
    """Everything is in place by now: whatever fails is said, and takes nothing back."""
    try:
        yield
    except Exception as error:
        tell(f"In place, but this did not work: {error}; {then}.")


def _require_own_secret(settings: Settings, secret: str) -> None:
    if secret != settings.secret and os.environ.get("TEACHNET_SECRET_KEY"):
        raise BadBackup("It brings a secret of its own. Unset TEACHNET_SECRET_KEY, which would be used instead of it.")


def _require_files(archive: zipfile.ZipFile, told: Manifest, tell: Tell) -> None:
    """Each is as long as the manifest says. That its bytes are what was written, the digest of the whole has shown."""
    for sha256, size in told.files.items():
        if archive.getinfo(name_of(sha256)).file_size != size:
            raise BadBackup(f"The file {sha256} in it is not as long as it should be.")
    tell(f"{len(told.files)} files are there")
    if told.missing:
        tell(f"{len(told.missing)} files were gone or damaged already when it was made: flask doctor there says which")


def _put_files(archive: zipfile.ZipFile, told: Manifest, tell: Tell) -> None:
    for number, (sha256, size) in enumerate(told.files.items(), 1):
        if not store.is_whole(sha256, size):
            _put_file(archive, sha256)
        if number % TOLD_EVERY == 0 or number == len(told.files):
            tell(f"{number} of {len(told.files)} files are here")


def _put_file(archive: zipfile.ZipFile, sha256: str) -> None:
    with store.draft() as folder:
        draft = folder / sha256
        with archive.open(name_of(sha256)) as entry, draft.open("wb") as file:
            while some := entry.read(PORTION):
                file.write(some)
        if store.keep(draft)[0] != sha256:
            raise BadBackup(f"The file {sha256} in it holds something else.")


def _files_of(place: Place) -> list[str]:
    """What the rows here speak of; all that lies here, where they cannot be read."""
    with suppress(Exception), place.snapshot() as snapshot:  # whatever is wrong with it: it is about to be replaced
        if "stored_file" in snapshot.tables():
            return [sha256 for (sha256,) in snapshot.rows("stored_file", ["sha256"])]
    return [sha256 for some in store.shelf.put_before(utcnow().timestamp()) for sha256 in some]


def _note_serials(archive: zipfile.ZipFile) -> None:
    """Numbers given out there, and those given out here since, are never given again."""
    if "serials" in archive.namelist():
        for year, number in LINE.findall(archive.read("serials")):
            if int(number) > book.highest(int(year)):
                book.note(int(year), int(number))
