from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp
from teachnet.library.words import ReturnReason, VersionState

if TYPE_CHECKING:
    from teachnet.library.models.version import ResourceVersion


class ResourceMove(Model):
    """Who moved a version, when, why, and what exactly it was then. Rows are only ever added."""

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("resource_version.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[VersionState]
    became: Mapped[VersionState]
    reasons: Mapped[list] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(sa.String(1000), default="")
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    at: Mapped[timestamp]

    # The queue times of the editors: what was decided since a day.
    __table_args__ = (sa.Index("ix__resource_move__decided", "became", "at"),)

    version: Mapped["ResourceVersion"] = relationship(back_populates="history")
    by: Mapped[Person] = relationship()

    @property
    def reason_labels(self) -> list:
        return [ReturnReason(reason).label for reason in self.reasons]


only_ever_added(ResourceMove.__table__)
