from dataclasses import fields
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.certificates.models.pattern import CertificatePattern
from teachnet.certificates.tokens import Claims, sign, token_of
from teachnet.certificates.words import Standing, filled
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.training.models import Enrolment, EnrolmentState
from teachnet.web.filters import day_time

VALID = "revoked_at IS NULL"


class Certificate(Model):
    """结业证书: what was certified, in the words of the day it was issued, and signed. Nothing of it ever changes, but
    it can be revoked, once; the database refuses the rest."""

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    pattern_id: Mapped[int] = mapped_column(sa.ForeignKey("certificate_pattern.id"))
    code: Mapped[str] = mapped_column(sa.String(11), unique=True)  # the digits of the serial, with the check digit
    serial: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    programme: Mapped[str] = mapped_column(sa.String(100))
    cohort: Mapped[str] = mapped_column(sa.String(100))
    hours: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    issued_on: Mapped[date]
    office: Mapped[str] = mapped_column(sa.String(60))
    key_id: Mapped[str] = mapped_column(sa.String(16))
    signature: Mapped[str] = mapped_column(sa.String(100))
    issued_at: Mapped[timestamp]
    issued_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    reissue_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificate.id"), unique=True)
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    revoked_reason: Mapped[str] = mapped_column(sa.String(500), default="")

    enrolment: Mapped[Enrolment] = relationship()
    pattern: Mapped[CertificatePattern] = relationship()
    issued_by: Mapped[Person] = relationship(foreign_keys=issued_by_id)
    revoked_by: Mapped[Person | None] = relationship(foreign_keys=revoked_by_id)
    reissue_of: Mapped["Certificate | None"] = relationship(remote_side="Certificate.id", back_populates="reissue")
    reissue: Mapped["Certificate | None"] = relationship(back_populates="reissue_of")

    __table_args__ = (
        sa.Index(
            "uq__certificate__one_valid_for_a_case",
            "enrolment_id",
            unique=True,
            sqlite_where=sa.text(VALID),
            postgresql_where=sa.text(VALID),
        ),
        sa.CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        sa.CheckConstraint("hours > 0", name="hours_are_positive"),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by_id IS NULL)", name="revoked_by_somebody"),
        sa.CheckConstraint("revoked_at IS NULL OR revoked_reason <> ''", name="revoked_with_a_reason"),
    )

    @classmethod
    def issue(
        cls,
        case: Enrolment,
        pattern: CertificatePattern,
        code: str,
        key_id: str,
        *,
        by: Person,
        reissue_of: "Certificate | None" = None,
    ) -> "Certificate":
        certificate = cls(
            enrolment=case,
            pattern=pattern,
            code=code,
            serial=pattern.serial_of(code),
            name=case.teacher.name,
            programme=case.cohort.programme.title,
            cohort=case.cohort.title,
            hours=case.cohort.programme.hours,
            starts_on=case.cohort.starts_on,
            ends_on=case.cohort.ends_on,
            issued_on=today(),
            office=pattern.office,
            key_id=key_id,
            issued_by=by,
            reissue_of=reissue_of,
        )
        certificate.signature = sign(certificate.claims)
        db.session.add(certificate)
        return certificate

    @property
    def claims(self) -> Claims:
        return Claims(**{field.name: getattr(self, field.name) for field in fields(Claims)})

    @property
    def token(self) -> str:
        return token_of(self.claims, self.signature)

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_valid(self) -> bool:
        return not self.is_revoked

    @property
    def standing(self) -> Standing:
        """For the office: also that a certificate is out for a case that is no longer completed."""
        if self.is_revoked:
            return Standing.REVOKED
        completed = self.enrolment.state is EnrolmentState.COMPLETED
        return Standing.VALID if completed else Standing.DOUBTFUL

    @property
    def public_standing(self) -> Standing:
        return Standing.REVOKED if self.is_revoked else Standing.VALID

    @property
    def masked_name(self) -> str:
        """张*: enough for whoever holds the paper, and nothing for whoever only has the number."""
        return self.name[:1] + "*" * max(1, min(len(self.name) - 1, 2))

    @property
    def text(self) -> str:
        values = {"name": self.name, "programme": self.programme, "cohort": self.cohort, "hours": str(self.hours)}
        days = {"first": in_chinese(self.starts_on), "last": in_chinese(self.ends_on)}
        return filled(self.pattern.text, values | days)

    def revoke(self, *, by: Person, reason: str) -> None:
        self._lock()
        if self.is_revoked:
            said = {"name": self.revoked_by.name, "time": day_time(self.revoked_at)}
            raise Refused(_("%(name)s was first: this certificate was revoked on %(time)s.", **said))
        self.revoked_at, self.revoked_by, self.revoked_reason = utcnow(), by, reason
        db.session.flush()

    def require_reissuable(self) -> None:
        self._lock()
        if self.reissue:
            raise Refused(_("It has been issued again already, as %(serial)s.", serial=self.reissue.serial))
        if self.enrolment.state is not EnrolmentState.COMPLETED:
            raise Refused(_("The case is no longer completed; there is nothing to certify."))

    def _lock(self) -> None:
        db.session.refresh(self, with_for_update={"of": Certificate})


def in_chinese(day: date) -> str:
    """The paper is Chinese whatever language its reader has chosen."""
    return f"{day.year}年{day.month}月{day.day}日"


# What was certified, when and by whom; all but the revocation.
FROZEN = [column.name for column in Certificate.__table__.columns if not column.name.startswith("revoked_")]
ON_SQLITE = (
    f"CREATE TRIGGER certificate_no_change BEFORE UPDATE OF {', '.join(FROZEN)} ON certificate "
    "BEGIN SELECT RAISE(ABORT, 'certificate is frozen'); END",
    "CREATE TRIGGER certificate_revoked_once BEFORE UPDATE ON certificate WHEN OLD.revoked_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'certificate is frozen'); END",
    "CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate "
    "BEGIN SELECT RAISE(ABORT, 'certificate is frozen'); END",
)
ON_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION certificate_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL
    AND to_jsonb(OLD) - '{revoked_at,revoked_by_id,revoked_reason}'::text[]
      = to_jsonb(NEW) - '{revoked_at,revoked_by_id,revoked_reason}'::text[] THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'certificate is frozen'; END $$""",
    "CREATE TRIGGER certificate_no_change BEFORE UPDATE OR DELETE ON certificate "
    "FOR EACH ROW EXECUTE FUNCTION certificate_frozen()",
    "CREATE TRIGGER certificate_no_truncate BEFORE TRUNCATE ON certificate "
    "FOR EACH STATEMENT EXECUTE FUNCTION certificate_frozen()",
)
for _engine, _statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRESQL)):
    for _statement in _statements:
        _ddl = sa.DDL(_statement).execute_if(dialect=_engine)
        sa.event.listen(Certificate.__table__, "after_create", _ddl)
