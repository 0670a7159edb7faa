import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.certificates.words import filled
from teachnet.db import Model, UTCDateTime, db, timestamp, utcnow
from teachnet.errors import Refused

LIVE = "replaced_at IS NULL"


class CertificatePattern(Model):
    """How the certificates of a year are worded, numbered and by whom they are issued.

    It is replaced, not changed: a certificate printed again in ten years must read as it did.
    """

    year: Mapped[int]
    serial: Mapped[str] = mapped_column(sa.String(40))  # 淄培〔{year}〕{number}号
    heading: Mapped[str] = mapped_column(sa.String(40))
    text: Mapped[str] = mapped_column(sa.String(500))
    office: Mapped[str] = mapped_column(sa.String(60))
    made_at: Mapped[timestamp]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    replaced_at: Mapped[timestamp | None] = mapped_column(UTCDateTime, default=None)

    made_by: Mapped[Person] = relationship()

    __table_args__ = (
        sa.Index(
            "uq__certificate_pattern__one_valid_for_each_year",
            "year",
            unique=True,
            sqlite_where=sa.text(LIVE),
            postgresql_where=sa.text(LIVE),
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name="year_is_sensible"),
    )

    @property
    def is_valid(self) -> bool:
        return self.replaced_at is None

    def replace(self) -> None:
        db.session.refresh(self, with_for_update={"of": CertificatePattern})
        if not self.is_valid:
            raise Refused(_("Somebody was quicker: this pattern has been replaced already."))
        self.replaced_at = utcnow()
        db.session.flush()

    def serial_of(self, code: str) -> str:
        return filled(self.serial, {"year": code[:4], "number": code[4:]})
