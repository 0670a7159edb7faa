import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.certificates.serials import LARGEST, book, code_of
from teachnet.db import Model, db, insert_if_new
from teachnet.errors import Refused


class SerialCounter(Model):
    """The highest number given out in a year. Whoever holds its row is the only one who issues."""

    is_audited = False  # the certificates' own audit rows tell the same

    year: Mapped[int] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)

    __table_args__ = (sa.CheckConstraint(f"last BETWEEN 0 AND {LARGEST}", name="last_is_sensible"),)

    @classmethod
    def locked(cls, year: int) -> "SerialCounter":
        db.session.execute(insert_if_new(cls, by=["year"], year=year, last=0))
        found = sa.select(cls).where(cls.year == year).with_for_update()
        return db.session.scalars(found.execution_options(populate_existing=True)).one()

    def take(self, count: int) -> list[str]:
        """So many new numbers, with their check digits."""
        first = max(self.last, book.highest(self.year)) + 1
        last = first + count - 1
        if last > LARGEST:
            raise Refused(_("The numbers of %(year)s are used up.", year=str(self.year)))
        book.note(self.year, last)
        self.last = last
        return [code_of(self.year, number) for number in range(first, last + 1)]
