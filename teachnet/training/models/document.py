from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.files.models import StoredFile
from teachnet.training.models.programme import Programme


class ProgrammeDocument(Model):
    """A paper of a programme: the notice under its document number, the course plan. Taken down it stays, unseen."""

    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]
    taken_down_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    file: Mapped[StoredFile] = relationship()
    by: Mapped[Person] = relationship()

    def take_down(self) -> None:
        if self.taken_down_at is not None:
            raise Refused(_("It is taken down already."))
        self.taken_down_at = utcnow()
