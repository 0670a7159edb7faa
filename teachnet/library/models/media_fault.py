from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, timestamp
from teachnet.files.models import StoredFile


class FaultKind(StrEnum):
    MISSING = "missing"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"

    @property
    def label(self):
        return KINDS[self][0]

    @property
    def way_out(self):
        """What an editor can do about it."""
        return KINDS[self][1]


KINDS = {
    FaultKind.MISSING: (
        _l("The file is missing"),
        _l("Have it put back from the backup, then look again; or ask the author for a new version with the file."),
    ),
    FaultKind.DAMAGED: (
        _l("The file is damaged"),
        _l("Have it put back from the backup, then look again; sending in the same file again heals it, too."),
    ),
    FaultKind.UNREADABLE: (
        _l("Its contents could not be read"),
        _l("Open it: if it plays and reads well, leave it. Otherwise ask the author for a new version."),
    ),
}


class MediaFault(Model):
    """Something is wrong with a file that the library shows. Found, and removed once it is right, by a job."""

    is_audited = False  # the state of a disk, not a decision

    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[FaultKind]
    found_at: Mapped[timestamp]

    file: Mapped[StoredFile] = relationship()
