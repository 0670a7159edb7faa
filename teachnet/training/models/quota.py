from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from teachnet.accounts.models import Organisation
from teachnet.db import Model, db
from teachnet.errors import Refused

if TYPE_CHECKING:
    from teachnet.training.models.cohort import Cohort


class QuotaLine(Model):
    """The seats of one county in one cohort. `used` counts the cases that hold one: see `EnrolmentState.holds_seat`.

    The database counts, in the statement that takes: two who reach for the last seat get one between them.
    """

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    county_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    seats: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)

    cohort: Mapped["Cohort"] = relationship(back_populates="lines")
    county: Mapped[Organisation] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "county_id", name="uq__quota_line__one_for_each_county"),
        sa.CheckConstraint("seats >= 0", name="seats_not_negative"),
        sa.CheckConstraint("used BETWEEN 0 AND seats", name="used_within_seats"),
    )

    @property
    def left(self) -> int:
        return self.seats - self.used

    @property
    def is_full(self) -> bool:
        return self.used >= self.seats

    def lock(self) -> None:
        """Until we commit nobody else decides a case of this line: ranks and seats stand still."""
        db.session.refresh(self, with_for_update={"of": QuotaLine})

    def take_seat(self) -> None:
        if not self._count(QuotaLine.used + 1, QuotaLine.used < QuotaLine.seats):
            county = self.county.shown_name
            raise Refused(_("All %(seats)s seats of %(county)s are taken.", seats=self.seats, county=county))

    def release_seat(self) -> None:
        self._count(QuotaLine.used - 1, QuotaLine.used > 0)

    def _count(self, used: sa.ColumnElement[int], only_if: sa.ColumnElement[bool]) -> bool:
        counted = sa.update(QuotaLine).where(QuotaLine.id == self.id, only_if).values(used=used)
        now = db.session.scalar(counted.returning(QuotaLine.used).execution_options(synchronize_session=False))
        if now is not None:
            set_committed_value(self, "used", now)
        return now is not None
