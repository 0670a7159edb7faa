from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.library.words import VersionState

if TYPE_CHECKING:
    from teachnet.library.models.version import ResourceVersion

OPEN_STATES = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.IN_REVIEW, VersionState.RETURNED)


class Resource(Model):
    """Something a teacher shares. What it says and holds stands in its versions: at most one is published, and at
    most one is being worked on; the published one stays online until the newer one has passed its review."""

    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)  # when it was made
    made_at: Mapped[timestamp]

    author: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()
    versions: Mapped[list["ResourceVersion"]] = relationship(
        back_populates="resource",
        order_by="ResourceVersion.number",
        foreign_keys="ResourceVersion.resource_id",
        cascade="save-update, merge",
    )
    published_version: Mapped["ResourceVersion | None"] = relationship(
        primaryjoin="and_(Resource.id == ResourceVersion.resource_id, ResourceVersion.state == 'published')",
        foreign_keys="ResourceVersion.resource_id",
        uselist=False,
        viewonly=True,
    )

    # What a version repeats to be compared with its reviewer by the database itself.
    __table_args__ = (sa.UniqueConstraint("id", "author_id", "organisation_id", name="uq__resource__whose_and_where"),)

    @property
    def is_published(self) -> bool:
        return self.published_version is not None

    @property
    def latest_version(self) -> "ResourceVersion":
        return self.versions[-1]

    @property
    def open_version(self) -> "ResourceVersion | None":
        """The one being written or reviewed."""
        return next((version for version in self.versions if version.state in OPEN_STATES), None)

    def start_version(self) -> "ResourceVersion":
        """A new draft that begins as a copy of the newest one; the published one stays as it is."""
        db.session.refresh(self, with_for_update=True)  # two tabs may ask at once
        if self.open_version:
            raise Refused(_("A newer version of this is already being worked on."))
        version = self.latest_version.copied()
        version.number = self.latest_version.number + 1
        self.versions.append(version)
        return version

    def withdraw(self, *, by: Person, reason: str = "") -> None:
        """Take it down everywhere, in one step; what was being worked on goes back to its author."""
        if not self.published_version:
            raise Refused(_("This resource is not online."))
        self.published_version.withdraw(by=by, reason=reason)
        waiting = self.open_version
        if waiting and waiting.is_waiting:
            waiting.take_back(by=by, note=reason)
        elif waiting and waiting.is_in_review:
            waiting.send_back(by=by, reasons=[], note=reason or _("The version online was taken down."))
