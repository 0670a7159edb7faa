from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.words import OrganisationKind
from teachnet.db import Model

COUNTY_LEVEL = (OrganisationKind.COUNTY, OrganisationKind.ZONE)


class Organisation(Model):
    """A node of the tree: city → counties and zones → schools and bases. Codes are local and never change;
    `gb_code` is the national one, which zones do not have. Closed organisations stay, for history."""

    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100), unique=True)
    short_name: Mapped[str] = mapped_column(sa.String(40), default="")  # 张店区, for facets and narrow columns
    kind: Mapped[OrganisationKind]
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    # "370300/370303/370303-107/": a subtree is a prefix. Kept by `place_under`.
    lineage: Mapped[str] = mapped_column(sa.String(400), index=True)
    # The county or zone this is, or lies in: one join instead of a walk, for scopes and facets.
    county_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    gb_code: Mapped[str | None] = mapped_column(sa.String(12))
    is_rural: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None]

    parent: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id", foreign_keys=[parent_id])
    county: Mapped["Organisation | None"] = relationship(
        remote_side="Organisation.id", foreign_keys=[county_id], post_update=True
    )

    __table_args__ = (sa.CheckConstraint("parent_id <> id", name="no_own_parent"),)

    def place_under(self, parent: "Organisation | None") -> None:
        """Set the place in the tree. Children are not moved along: use it on a leaf or before there are any."""
        self.parent = parent
        self.lineage = f"{parent.lineage if parent else ''}{self.code}/"
        if self.kind in COUNTY_LEVEL:
            self.county = self
        else:
            self.county = parent.county if parent else None

    def is_within(self, scope: "Organisation") -> bool:
        return self.lineage.startswith(scope.lineage)

    @classmethod
    def ids_within(cls, *scopes: "Organisation") -> sa.Select:
        """Ids of these organisations and all below them. No scope: none."""
        below = [cls.lineage.startswith(scope.lineage, autoescape=True) for scope in scopes]
        return sa.select(cls.id).where(sa.or_(sa.false(), *below))

    @property
    def shown_name(self) -> str:
        return self.short_name or self.name
