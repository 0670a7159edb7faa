import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation
from teachnet.db import Model


class Room(Model):
    """A room of a base in which a cohort can be taught."""

    base_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    seats: Mapped[int]
    equipment: Mapped[str] = mapped_column(sa.String(500), default="")
    version: Mapped[int] = mapped_column()

    base: Mapped[Organisation] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("base_id", "name", name="uq__room__one_name_in_a_base"),
        sa.CheckConstraint("seats > 0", name="has_seats"),
        sa.CheckConstraint("length(name) > 0", name="has_name"),
    )
    __mapper_args__ = {"version_id_col": version}
