import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model
from teachnet.training.models import Enrolment


class Lodging(Model):
    """The room a learner sleeps in while the class lasts. Who has none goes home at night."""

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"))
    room: Mapped[str] = mapped_column(sa.String(20))

    enrolment: Mapped[Enrolment] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("enrolment_id", name="uq__lodging__one_bed_each"),
        sa.CheckConstraint("room <> ''", name="a_room_has_a_name"),
    )
