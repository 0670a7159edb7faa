"""The files of a version: several, in an order, and the first is the main one."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db
from teachnet.errors import Refused
from teachnet.files.models import StoredFile

if TYPE_CHECKING:
    from teachnet.library.models.version import ResourceVersion

MOST_FILES = 12  # in one version


class ResourceFile(Model):
    """A file of a version under the name its author gave it. Position 0 is the main one."""

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("resource_version.id"))
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    position: Mapped[int] = mapped_column(default=0)

    version: Mapped["ResourceVersion"] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("version_id", "position"),
        sa.UniqueConstraint("version_id", "file_id", name="uq__resource_file__once_in_a_version"),
        sa.CheckConstraint(f"position < {MOST_FILES}", name="not_too_many"),
    )


class HoldsFiles:
    """What a version can do with its files, while it may be changed."""

    files: Mapped[list[ResourceFile]]

    @property
    def is_editable(self) -> bool:
        raise NotImplementedError

    @property
    def main_file(self) -> ResourceFile | None:
        return self.files[0] if self.files else None

    def file_numbered(self, asked: str) -> ResourceFile | None:
        """The one a page was asked to show, by its id as somebody typed it; else the main one."""
        return next((held for held in self.files if str(held.id) == asked), self.main_file)

    def hold(self, file: StoredFile, name: str) -> None:
        """One more file, after those that are there."""
        self._require_editable()
        if len(self.files) >= MOST_FILES:
            raise Refused(_("A version holds at most %(most)s files. Remove one first.", most=MOST_FILES))
        if any(held.file is file for held in self.files):
            raise Refused(_("“%(name)s” is in it already, with the same content.", name=name))
        self.files.append(ResourceFile(file=file, name=name, position=len(self.files)))

    def let_go(self, held: ResourceFile) -> None:
        """The others move up; the first of them is the main one then."""
        self._require_editable()
        self.files.remove(held)
        db.session.flush()
        self._put_in_order(list(self.files))

    def place(self, held: ResourceFile, position: int) -> None:
        """Position 0 makes it the main file; what stood there moves down."""
        self._require_editable()
        others = [other for other in self.files if other is not held]
        others.insert(max(0, position), held)
        self._put_in_order(others)

    def _put_in_order(self, files: list[ResourceFile]) -> None:
        """Aside first, then each to its place: no two may stand in one, not even between two statements."""
        for number, held in enumerate(files):
            held.position = -1 - number
        db.session.flush()
        for number, held in enumerate(files):
            held.position = number
        db.session.flush()
        self.files.sort(key=lambda held: held.position)

    def _require_editable(self) -> None:
        if not self.is_editable:
            raise Refused(_("What has been submitted can no longer be changed; take it back first."))
