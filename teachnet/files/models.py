"""What is known of a stored file. Which name it is shown under, and who may fetch it, is its feature's business."""

from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.files.codes import Setback
from teachnet.files.kinds import Kind
from teachnet.jobs import outbox


class Made(StrEnum):
    """What is made of a stored file in the background."""

    PICTURE = "picture"
    LENGTH = "length"
    TEXT = "text"

    @property
    def label(self):
        return MADE[self]


MADE = {Made.PICTURE: _l("Preview picture"), Made.LENGTH: _l("Playing time"), Made.TEXT: _l("Text for search")}

# Of a docx or pptx no picture is made: nothing here draws their pages, and the drawn poster is honest.
MADE_OF = {
    Kind.VIDEO: (Made.PICTURE, Made.LENGTH),
    Kind.AUDIO: (Made.LENGTH,),
    Kind.PDF: (Made.PICTURE, Made.TEXT),
    Kind.IMAGE: (Made.PICTURE,),
    Kind.PACKAGE: (),
    **dict.fromkeys((Kind.DOCUMENT, Kind.SLIDES, Kind.SHEET, Kind.TEXT), (Made.TEXT,)),
}


class PreparationState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    PreparationState.WAITING: (_l("Waits for its turn"), "wait"),
    PreparationState.WORKING: (_l("Being made"), "wait"),
    PreparationState.DONE: (_l("Ready"), "good"),
    PreparationState.FAILED: (_l("Did not work"), "bad"),
}


class StoredFile(Model):
    """One content, kept once, under the sha256 of its bytes. The row is added after the bytes are safely on disk."""

    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    kind: Mapped[Kind]
    media_type: Mapped[str] = mapped_column(sa.String(100))
    seconds: Mapped[float | None]  # how long it plays
    pages: Mapped[int | None]  # pages of a PDF, slides of a presentation
    # For search and preview: loaded only when asked for, and not repeated in the trail.
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True, info={"secret": True})
    made_at: Mapped[timestamp]

    # With every file that is loaded, one statement for all of them: lists show pictures.
    preparations: Mapped[list["Preparation"]] = relationship(
        lazy="selectin", order_by="Preparation.id", foreign_keys="Preparation.file_id", passive_deletes=True
    )

    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),
        sa.CheckConstraint("size > 0", name="not_empty"),
    )

    @property
    def has_picture(self) -> bool:
        return any(preparation.picture_id for preparation in self.preparations)

    @property
    def picture(self) -> "StoredFile | None":
        """A small one of its beginning."""
        return next((preparation.picture for preparation in self.preparations if preparation.picture_id), None)

    @property
    def unprepared(self) -> list["Preparation"]:
        """What still waits, is being made or did not work."""
        return [one for one in self.preparations if one.state is not PreparationState.DONE]

    def prepare(self) -> None:
        """Have made of it what can be, and is not known yet."""
        known = {preparation.what for preparation in self.preparations} | ({Made.LENGTH} if self.seconds else set())
        for what in MADE_OF[self.kind]:
            if what not in known:
                self.preparations.append(Preparation(what=what, state=PreparationState.WAITING))
        outbox.send("files.prepare", id=self.id)

    def prepare_again(self) -> None:
        """What did not work."""
        failed = [one for one in self.preparations if one.state is PreparationState.FAILED]
        if not failed:
            raise Refused(_("Nothing is left to be made anew: it is ready, or on its way."))
        for preparation in failed:
            preparation.wait()
        outbox.send("files.prepare", id=self.id)


class Preparation(Model):
    """One thing that is made of a stored file in the background, and how far it has come."""

    is_audited = False  # the machine's own work; who asked for it again is in the trail

    # It goes with its file, and does not keep it.
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id", ondelete="CASCADE"))
    what: Mapped[Made]
    state: Mapped[PreparationState] = mapped_column(default=PreparationState.WAITING)
    why: Mapped[Setback | None]
    picture_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    at: Mapped[timestamp]  # of the last change

    picture: Mapped[StoredFile | None] = relationship(foreign_keys=[picture_id])

    __table_args__ = (
        sa.UniqueConstraint("file_id", "what"),
        sa.CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name="failed_says_why"),
        sa.CheckConstraint("picture_id IS NULL OR (what = 'picture' AND state = 'done')", name="picture_when_done"),
        sa.Index("ix__preparation__state", "state", "at"),
    )

    def wait(self) -> None:
        self._move(PreparationState.WAITING)

    def begin(self) -> None:
        self._move(PreparationState.WORKING)

    def finish(self, picture: StoredFile | None = None) -> None:
        self._move(PreparationState.DONE)
        self.picture = picture

    def fail(self, why: Setback) -> None:
        self._move(PreparationState.FAILED, why)

    def _move(self, to: PreparationState, why: Setback | None = None) -> None:
        self.state, self.why, self.at = to, why, utcnow()
