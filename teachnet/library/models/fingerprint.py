import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model
from teachnet.library.models.version import ResourceVersion


class Fingerprint(Model):
    """What the text of a version comes to, in 64 bits that differ little when the texts differ little. Those that are
    nearly the same share a `leader`, the first of them; who is like nobody leads itself."""

    is_audited = False  # worked out from the version, and thrown away at will

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("resource_version.id"), unique=True)
    simhash: Mapped[int] = mapped_column(sa.BigInteger)  # as a signed number: the engines know no other
    leader_id: Mapped[int] = mapped_column(sa.ForeignKey("resource_version.id"), index=True)

    version: Mapped[ResourceVersion] = relationship(foreign_keys=[version_id])

    @property
    def leads(self) -> bool:
        return self.leader_id == self.version_id
