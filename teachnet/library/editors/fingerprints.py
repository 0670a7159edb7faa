"""Texts that are nearly the same come to nearly the same 64 bits (Charikar's simhash), so that a comparison is one
operation, and twenty thousand are a millisecond. Made in the background, once what a version says is settled."""

import re
import unicodedata
from collections.abc import Collection, Iterator

import numpy as np
import sqlalchemy as sa

from teachnet.db import db, reading
from teachnet.files.models import StoredFile
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles
from teachnet.library.models import Fingerprint, ResourceFile, ResourceVersion, VersionState

TOPIC, MISSED = "library.fingerprint", "library.fingerprints_missed"
SHORTEST = 100  # characters: two lines are alike by chance
GRAM = 4  # characters read together
NEAR = 6  # bits of 64 that may differ: about nine tenths of the text is the same
TOGETHER = 200
AN_HOUR = 20_000  # of an older library
NOT_LETTERS = re.compile(r"[\W_]+")
ODD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)  # any odd numbers spread well

hourly(MISSED)


@handles(TOPIC, batch=TOGETHER)
def follow(payloads: Payloads) -> None:
    make({payload["id"] for payload in payloads})


@handles(MISSED, batch=100)
def make_missed(payloads: Payloads) -> None:
    """Of what was published before there were fingerprints, or whose text was read out later."""
    for id_ in db.session.scalars(_missed().limit(AN_HOUR)):
        outbox.send(TOPIC, id=id_)


def _missed() -> sa.Select:
    has_text = ResourceVersion.files.any(ResourceFile.file.has(sa.func.length(StoredFile.text) >= SHORTEST))
    has_none = ~sa.exists().where(Fingerprint.version_id == ResourceVersion.id)
    return sa.select(ResourceVersion.id).where(ResourceVersion.state == VersionState.PUBLISHED, has_none, has_text)


def make(version_ids: Collection[int]) -> None:
    """Those that have one already keep it: what a published version says does not change."""
    with reading():
        texts, leaders = dict(_texts(version_ids)), Leaders(db.session.execute(_leaders()).all())
        db.session.rollback()
    marks = {version_id: mark for version_id, text in texts.items() if (mark := simhash(text)) is not None}
    db.session.add_all(
        Fingerprint(version_id=version_id, simhash=_signed(mark), leader_id=leaders.leader_of(version_id, mark))
        for version_id, mark in marks.items()
    )


class Leaders:
    """The first of each group of texts that are nearly the same."""

    def __init__(self, rows: Collection[tuple[int, int]]):
        self._ids = [version_id for version_id, _mark in rows]
        self._marks = np.array([mark for _id, mark in rows], dtype=np.int64).astype(np.uint64)

    def leader_of(self, version_id: int, mark: int) -> int:
        """The nearest; who is like nobody leads from now on."""
        if self._ids:
            apart = np.bitwise_count(self._marks ^ np.uint64(mark))
            if apart[nearest := int(apart.argmin())] <= NEAR:
                return self._ids[nearest]
        self._ids.append(version_id)
        self._marks = np.append(self._marks, np.uint64(mark))
        return version_id


def simhash(text: str) -> int | None:
    """64 bits; nothing of a text too short to tell. Blanks, punctuation, case and width of characters do not count."""
    letters = NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())
    if len(letters) < SHORTEST:
        return None
    codes = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - GRAM + 1
    grams = np.zeros(count, dtype=np.uint64)
    for offset, odd in enumerate(ODD):
        grams += codes[offset : offset + count] * np.uint64(odd)
    grams = np.unique(grams)
    grams ^= grams >> np.uint64(31)  # so that every bit of the sum reaches every bit of the mark
    grams *= np.uint64(ODD[2])
    grams ^= grams >> np.uint64(29)
    bits = np.unpackbits(grams.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    mark = np.packbits(bits.sum(axis=0, dtype=np.int64) * 2 > len(grams), bitorder="little")
    return int(mark.view(np.uint64)[0])


def _signed(mark: int) -> int:
    return mark - (1 << 64) if mark >= 1 << 63 else mark


def _texts(version_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """All that the files of a version say, in their order."""
    files = (
        sa.select(ResourceFile.version_id, StoredFile.text)
        .join(StoredFile, StoredFile.id == ResourceFile.file_id)
        .where(
            ResourceFile.version_id.in_(version_ids),
            ~sa.exists().where(Fingerprint.version_id == ResourceFile.version_id),
        )
        .order_by(ResourceFile.version_id, ResourceFile.position)
    )
    texts: dict[int, str] = {}
    for version_id, text in db.session.execute(files):
        texts[version_id] = texts.get(version_id, "") + text
    yield from texts.items()


def _leaders() -> sa.Select:
    return sa.select(Fingerprint.version_id, Fingerprint.simhash).where(Fingerprint.leader_id == Fingerprint.version_id)
