from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.db import Model, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.files.models import StoredFile
from teachnet.jobs import outbox
from teachnet.library.models import Resource
from teachnet.library.opinions.models.whose import whose_and_where

STANDS = "withdrawn_at IS NULL"


class Adoption(Model):
    """A teacher used a resource of somebody else in a class of theirs, and says what happened. Seen by whoever sees the
    resource; counted for the school the teacher was at. `told_on` is the day it was written down or last changed."""

    resource_id: Mapped[int] = mapped_column(index=True)
    author_id: Mapped[int]
    organisation_id: Mapped[int]
    teacher_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    class_name: Mapped[str] = mapped_column(sa.String(40))
    taught_on: Mapped[date]
    told_on: Mapped[date] = mapped_column(default=today)
    what_happened: Mapped[str] = mapped_column(sa.String(2000))
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200), default="")
    made_at: Mapped[timestamp]
    withdrawn_at: Mapped[datetime | None]

    resource: Mapped[Resource] = relationship(
        primaryjoin="Adoption.resource_id == Resource.id", foreign_keys="Adoption.resource_id"
    )
    teacher: Mapped[Person] = relationship(foreign_keys=[teacher_id])
    school: Mapped[Organisation] = relationship(foreign_keys=[school_id])
    file: Mapped[StoredFile | None] = relationship()

    __table_args__ = (
        whose_and_where("adoption"),
        # One lesson is told of once.
        sa.Index(
            "uq__adoption__one_lesson_once",
            "resource_id",
            "teacher_id",
            "class_name",
            "taught_on",
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        ),
        sa.CheckConstraint("teacher_id <> author_id", name="nobody_adopts_their_own"),
        sa.CheckConstraint("taught_on <= told_on", name="not_in_the_future"),
        sa.CheckConstraint("length(class_name) > 0", name="has_class"),
        sa.CheckConstraint("length(what_happened) > 0", name="says_what_happened"),
        sa.CheckConstraint("(file_id IS NULL) = (file_name = '')", name="a_file_has_its_name"),
    )

    @classmethod
    def of(cls, resource: Resource, *, by: Person, at: Organisation, **fields) -> "Adoption":
        whose = {"author_id": resource.author_id, "organisation_id": resource.organisation_id}
        adoption = cls(resource_id=resource.id, teacher_id=by.id, school_id=at.id, **whose)
        adoption.tell(**fields)
        return adoption

    @classmethod
    def stands(cls) -> sa.ColumnElement[bool]:
        return cls.withdrawn_at.is_(None)

    def tell(self, *, class_name: str, taught_on: date, what_happened: str) -> None:
        if taught_on > today():
            raise Refused(_("The lesson is not over yet: tell of it once it has been taught."))
        self.class_name, self.taught_on, self.what_happened = class_name, taught_on, what_happened
        self.told_on = today()
        self._tell_search()

    def hold(self, file: StoredFile, name: str) -> None:
        """What shows it; in place of what was there."""
        self.file, self.file_name = file, name

    def withdraw(self) -> None:
        """It counts no longer and nobody sees it; its file is let go, for it may show a child."""
        if self.withdrawn_at is not None:
            raise Refused(_("This has been taken back already."))
        self.withdrawn_at = utcnow()
        self.file, self.file_name = None, ""
        self._tell_search()

    def _tell_search(self) -> None:
        outbox.send("search.changed", kind="resource", id=self.resource_id, seen_as_before=True)
