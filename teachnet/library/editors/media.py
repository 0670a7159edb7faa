"""Files that the library shows and that are not whole, or of which nothing could be read out."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db, reading, utcnow
from teachnet.files.kinds import Kind
from teachnet.files.models import PreparationState, StoredFile
from teachnet.files.queries import is_prepared_as
from teachnet.files.store import store
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles
from teachnet.library import queries
from teachnet.library.editors.area import in_area
from teachnet.library.models import FaultKind, MediaFault, ResourceFile, ResourceVersion, VersionState

TOPIC = "library.check_media"
WEEK = 7 * 24  # each file is read from its first byte to its last once in so many hours
PLAYS, SPEAKS = (Kind.VIDEO, Kind.AUDIO), (Kind.DOCUMENT, Kind.SLIDES, Kind.SHEET)

hourly(TOPIC)


def broken_media(person: Person) -> sa.Select:
    """(fault id, kind, when found, file's name, resource id, title, author, school) in the editor's area, newest
    first."""
    faulty = sa.select(ResourceFile.version_id).join(MediaFault, MediaFault.file_id == ResourceFile.file_id)
    return (
        queries.published_versions_visible_to(person)
        .where(ResourceVersion.id.in_(faulty))  # few: the database begins with them, and not with the library
        .join(ResourceFile, ResourceFile.version_id == ResourceVersion.id)
        .join(MediaFault, MediaFault.file_id == ResourceFile.file_id)
        .join(Person, Person.id == ResourceVersion.author_id)
        .with_only_columns(
            MediaFault.id,
            MediaFault.kind,
            MediaFault.found_at,
            ResourceFile.name,
            ResourceVersion.resource_id,
            ResourceVersion.title,
            Person.name.label("author"),
            Organisation.name.label("school"),
        )
        .where(in_area(person))
        .order_by(MediaFault.found_at.desc(), ResourceFile.id)
    )


def faults_seen_by(person: Person) -> sa.Select:
    ids = broken_media(person).with_only_columns(MediaFault.id).order_by(None)
    return sa.select(MediaFault).where(MediaFault.id.in_(ids))


def look_again(fault: MediaFault) -> FaultKind | None:
    """Read the whole file now; the fault goes when there is none any more."""
    found = next((_fault_of(row, whole=True) for row in db.session.execute(_files().where(_is(fault)))), None)
    if found is None:
        db.session.delete(fault)
    else:
        fault.kind = found
    return found


def _is(fault: MediaFault) -> sa.ColumnElement[bool]:
    return StoredFile.id == fault.file_id


@handles(TOPIC, batch=100)
def check_media(payloads: Payloads) -> None:
    """Whether every file is there, each hour; whether its bytes are right, once a week: a disk is read at leisure."""
    with reading():
        files = db.session.execute(_files()).all()
        suspects = set(db.session.scalars(sa.select(MediaFault.file_id)))
        db.session.rollback()
    _keep_faults(dict(_faults(files, suspects, utcnow())))


def _faults(files: Iterable[sa.Row], suspects: set[int], now: datetime) -> Iterable[tuple[int, FaultKind]]:
    turn = int(now.timestamp() // 3600) % WEEK
    for row in files:
        fault = _fault_of(row, whole=row.id in suspects or row.id % WEEK == turn)
        if fault is not None:
            yield row.id, fault


def _keep_faults(found: dict[int, FaultKind]) -> None:
    known = {fault.file_id: fault for fault in db.session.scalars(sa.select(MediaFault))}
    for file_id, fault in known.items():
        if file_id not in found:
            db.session.delete(fault)
    for file_id, kind in found.items():
        if file_id in known:
            known[file_id].kind = kind
        else:
            db.session.add(MediaFault(file_id=file_id, kind=kind))


def _files() -> sa.Select:
    """Everything that somebody may open."""
    shown = (
        sa.select(ResourceFile.file_id)
        .join(ResourceVersion, ResourceVersion.id == ResourceFile.version_id)
        .where(ResourceVersion.state == VersionState.PUBLISHED)
    )
    return sa.select(
        StoredFile.id,
        StoredFile.sha256,
        StoredFile.size,
        StoredFile.kind,
        StoredFile.seconds,
        StoredFile.pages,
        (StoredFile.text != "").label("has_text"),
        is_prepared_as(PreparationState.FAILED).label("was_in_vain"),
        is_prepared_as(PreparationState.WAITING, PreparationState.WORKING).label("is_on_its_way"),
    ).where(StoredFile.id.in_(shown))


def _fault_of(row: sa.Row, *, whole: bool) -> FaultKind | None:
    size = store.size_of(row.sha256)
    if size is None:
        return FaultKind.MISSING
    if size != row.size or (whole and not store.is_whole(row.sha256, row.size)):
        return FaultKind.DAMAGED
    if row.is_on_its_way:
        return None
    is_mute = (
        row.was_in_vain
        or (row.kind in PLAYS and row.seconds is None)
        or (row.kind is Kind.PDF and row.pages is None)
        or (row.kind in SPEAKS and not row.has_text)
    )
    return FaultKind.UNREADABLE if is_mute else None
