from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp
from teachnet.training.chain import EnrolmentState

if TYPE_CHECKING:
    from teachnet.training.models.enrolment import Enrolment


class EnrolmentMove(Model):
    """Who moved a case, when and why."""

    is_audited = False  # the case's own audit row tells the same

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[EnrolmentState | None]
    became: Mapped[EnrolmentState]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]

    enrolment: Mapped["Enrolment"] = relationship(back_populates="history")
    by: Mapped[Person] = relationship()

    @property
    def is_return(self) -> bool:
        return self.became.is_returned


only_ever_added(EnrolmentMove.__table__)
