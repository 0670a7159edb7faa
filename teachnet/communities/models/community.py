from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, OrganisationKind, Person
from teachnet.db import Model, db, today
from teachnet.errors import Refused


class SchoolPart(StrEnum):
    CORE = "core"
    PARTNER = "partner"

    @property
    def label(self):
        return PARTS[self]


PARTS = {SchoolPart.CORE: _l("Core school"), SchoolPart.PARTNER: _l("Partner school")}
STANDS = "left_on IS NULL"


class Community(Model):
    """Schools of town and country that carry their research together: one strong school with two small ones, or a
    cluster of several."""

    name: Mapped[str] = mapped_column(sa.String(100))
    region_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(1000), default="")
    founded_on: Mapped[date] = mapped_column(default=today)
    closed_on: Mapped[date | None]

    region: Mapped[Organisation] = relationship()
    coordinator: Mapped[Person] = relationship()
    members: Mapped[list["CommunitySchool"]] = relationship(back_populates="community", order_by="CommunitySchool.id")

    __table_args__ = (sa.UniqueConstraint("region_id", "name"),)

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def schools(self) -> list["CommunitySchool"]:
        """Those that are in it now, core schools first."""
        here = [member for member in self.members if member.left_on is None]
        return sorted(here, key=lambda member: (member.part is not SchoolPart.CORE, member.id))

    @property
    def shape(self) -> str:
        """1+2: core schools and partners."""
        cores = sum(member.part is SchoolPart.CORE for member in self.schools)
        return f"{cores}+{len(self.schools) - cores}"

    def has_school(self, school_id: int) -> bool:
        return any(member.school_id == school_id for member in self.schools)

    def take_in(self, school: Organisation, *, part: SchoolPart) -> "CommunitySchool":
        self.require_open()
        if school.kind is not OrganisationKind.SCHOOL or not school.is_within(self.region):
            raise Refused(_("Only schools of %(region)s come into it.", region=self.region.name))
        if self.has_school(school.id):
            raise Refused(_("%(school)s is in it already.", school=school.name))
        member = CommunitySchool(school=school, part=part)
        self.members.append(member)
        return member

    def close(self) -> None:
        self.require_open()
        self.closed_on = today()

    def require_open(self) -> None:
        """Whoever writes waits here for the one before."""
        db.session.refresh(self, ["closed_on"], with_for_update=True)
        db.session.expire(self, ["members"])
        if self.is_closed:
            raise Refused(_("This community has been closed."))


class CommunitySchool(Model):
    """A school in a community, from a day to a day."""

    community_id: Mapped[int] = mapped_column(sa.ForeignKey("community.id"), index=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    part: Mapped[SchoolPart]
    joined_on: Mapped[date] = mapped_column(default=today)
    left_on: Mapped[date | None]

    community: Mapped[Community] = relationship(back_populates="members")
    school: Mapped[Organisation] = relationship()

    __table_args__ = (
        sa.Index(
            "uq__community_school__stands",
            "community_id",
            "school_id",
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        ),
    )

    def leave(self) -> None:
        """What it has given and received stays."""
        self.community.require_open()
        if self.left_on is not None:
            raise Refused(_("%(school)s has left already.", school=self.school.name))
        self.left_on = today()
