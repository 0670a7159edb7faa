from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, timestamp
from teachnet.files.models import StoredFile
from teachnet.jobs.housekeeping import keep_for


class Upload(Model):
    """A good file that somebody sent with a form that still had a mistake: it need not be sent again."""

    is_audited = False

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    made_at: Mapped[timestamp]

    person: Mapped[Person] = relationship()
    file: Mapped[StoredFile] = relationship()


keep_for(Upload.made_at, timedelta(days=2))
