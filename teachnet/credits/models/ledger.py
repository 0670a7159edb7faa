from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.audit.models import only_ever_added
from teachnet.credits.counting import Activity
from teachnet.credits.words import Level, Source, Way
from teachnet.db import Model, timestamp, today, utcnow
from teachnet.errors import Refused

STANDS = "voided_at IS NULL"
COUNTS = "takes_back_id IS NULL"


class CreditYear(Model):
    """A year of the ledger, from its first entry on. Once closed it takes no more entries: the database refuses them,
    and refuses to open it again."""

    year: Mapped[int] = mapped_column(unique=True)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    closed_by: Mapped[Person | None] = relationship()

    __table_args__ = (sa.CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def close(self, *, by: Person) -> None:
        if self.year >= today().year:
            raise Refused(_("%(year)s is not over yet.", year=self.year))
        if self.is_closed:
            raise Refused(_("%(year)s is closed already.", year=self.year))
        self.closed_at, self.closed_by = utcnow(), by


class CreditAccount(Model):
    """One for each person who has ever been attested anything: the row that is locked while their entries change."""

    is_audited = False  # it says nothing that its entries do not say

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)

    person: Mapped[Person] = relationship()


class AttestedRecord(Model):
    """Somebody who may vouches that a person took part in something for so long (学分登记的依据).

    What the ledger counts comes from here alone, and one activity stands once for a person. Minutes are whole minutes,
    60 to the hour. `organisation_id` is where the person belonged then: a transfer does not move it.
    """

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    way: Mapped[Way]
    level: Mapped[Level]
    title: Mapped[str] = mapped_column(sa.String(200))
    source: Mapped[Source]
    source_id: Mapped[int]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    planned_minutes: Mapped[int]
    minutes: Mapped[int]
    real_minutes: Mapped[int | None]
    passed: Mapped[bool | None]
    attested_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    attested_at: Mapped[timestamp]
    voided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    voided_at: Mapped[datetime | None]
    voided_because: Mapped[str] = mapped_column(sa.String(500), default="")

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    organisation: Mapped[Organisation] = relationship()
    attested_by: Mapped[Person] = relationship(foreign_keys=attested_by_id)
    voided_by: Mapped[Person | None] = relationship(foreign_keys=voided_by_id)
    entries: Mapped[list["CreditEntry"]] = relationship(back_populates="record", order_by="CreditEntry.id")

    __table_args__ = (
        sa.Index(
            "uq__attested_record__once",
            "person_id",
            "source",
            "source_id",
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        ),
        sa.CheckConstraint("begins_on <= ends_on", name="begins_before_it_ends"),
        sa.CheckConstraint("planned_minutes > 0", name="something_was_planned"),
        sa.CheckConstraint("minutes >= 0", name="minutes_not_negative"),
        sa.CheckConstraint("real_minutes >= 0", name="real_minutes_not_negative"),
        sa.CheckConstraint("person_id <> attested_by_id", name="nobody_attests_their_own"),
        sa.CheckConstraint("(voided_at IS NULL) = (voided_by_id IS NULL)", name="voided_by_somebody"),
        sa.CheckConstraint("voided_at IS NULL OR voided_because <> ''", name="voided_for_a_reason"),
    )

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @classmethod
    def stands(cls) -> sa.ColumnElement[bool]:
        return cls.voided_at.is_(None)

    @property
    def activity(self) -> Activity:
        return Activity(self.planned_minutes, self.minutes, self.real_minutes, self.passed)

    def void(self, *, by: Person, reason: str) -> None:
        """It was a mistake. What it brought is taken back by a counter-entry: see `actions.void`."""
        if by.id == self.person_id:
            raise Refused(_("Nobody changes their own credits."))
        if self.is_void:
            raise Refused(_("This has been taken back already."))
        self.voided_by, self.voided_at, self.voided_because = by, utcnow(), reason


class CreditEntry(Model):
    """One line of the ledger (学分登记). It only grows: what was wrong is taken back by a counter-entry, in a year that
    is still open. `minutes` and `credits` (hundredths) carry their sign; `steps` say how they were counted."""

    is_audited = False  # the ledger is its own trail: who, when, why, never changed

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("attested_record.id"))
    edition: Mapped[int]  # the first, second … counting of its record
    year: Mapped[int] = mapped_column(sa.ForeignKey("credit_year.year"), index=True)
    way: Mapped[Way]
    rule_id: Mapped[int | None]  # no foreign key: rules may be written anew, what was counted stays
    minutes: Mapped[int]
    credits: Mapped[int]
    steps: Mapped[list] = mapped_column(default=list)
    takes_back_id: Mapped[int | None] = mapped_column(sa.ForeignKey("credit_entry.id"), unique=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    record: Mapped[AttestedRecord] = relationship(back_populates="entries")
    takes_back: Mapped["CreditEntry | None"] = relationship(remote_side="CreditEntry.id")
    by: Mapped[Person] = relationship(foreign_keys=by_id)

    __table_args__ = (
        sa.Index("ix__credit_entry__of_person", "person_id", "year"),
        sa.Index(
            "uq__credit_entry__each_counting_once",
            "record_id",
            "edition",
            unique=True,
            sqlite_where=sa.text(COUNTS),
            postgresql_where=sa.text(COUNTS),
        ),
        sa.CheckConstraint(
            "(takes_back_id IS NULL AND minutes >= 0 AND credits >= 0)"
            " OR (takes_back_id IS NOT NULL AND minutes <= 0 AND credits <= 0)",
            name="only_counter_entries_take",
        ),
    )

    @property
    def is_counter(self) -> bool:
        return self.takes_back_id is not None

    def says_the_same(self, other: "CreditEntry") -> bool:
        return all(
            getattr(self, name) == getattr(other, name) for name in ("year", "way", "minutes", "credits", "steps")
        )

    def counter(self, *, year: int, by: Person, why: str) -> "CreditEntry":
        return CreditEntry(
            person_id=self.person_id,
            record_id=self.record_id,
            edition=self.edition,
            year=year,
            way=self.way,
            rule_id=self.rule_id,
            minutes=-self.minutes,
            credits=-self.credits,
            steps=[[why]],
            takes_back=self,
            by=by,
        )


# For both engines: a closed year takes no entry and is never opened again. The migration says the same.
CLOSED_YEARS = {
    "sqlite": [
        "CREATE TRIGGER credit_entry_of_an_open_year BEFORE INSERT ON credit_entry"
        " WHEN EXISTS (SELECT 1 FROM credit_year WHERE year = NEW.year AND closed_at IS NOT NULL)"
        " BEGIN SELECT RAISE(ABORT, 'this year is closed'); END",
        "CREATE TRIGGER credit_year_stays_closed BEFORE UPDATE ON credit_year WHEN OLD.closed_at IS NOT NULL"
        " BEGIN SELECT RAISE(ABORT, 'a closed year stays closed'); END",
        "CREATE TRIGGER credit_year_is_kept BEFORE DELETE ON credit_year"
        " BEGIN SELECT RAISE(ABORT, 'a closed year stays closed'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION credit_entry_of_an_open_year() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN IF EXISTS (SELECT 1 FROM credit_year WHERE year = NEW.year AND closed_at IS NOT NULL)"
        " THEN RAISE EXCEPTION 'this year is closed'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER credit_entry_of_an_open_year BEFORE INSERT ON credit_entry"
        " FOR EACH ROW EXECUTE FUNCTION credit_entry_of_an_open_year()",
        "CREATE OR REPLACE FUNCTION credit_year_stays_closed() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN IF OLD.closed_at IS NOT NULL OR TG_OP = 'DELETE'"
        " THEN RAISE EXCEPTION 'a closed year stays closed'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER credit_year_stays_closed BEFORE UPDATE OR DELETE ON credit_year"
        " FOR EACH ROW EXECUTE FUNCTION credit_year_stays_closed()",
    ],
}
for _engine, _statements in CLOSED_YEARS.items():
    for _statement in _statements:
        sa.event.listen(CreditEntry.__table__, "after_create", sa.DDL(_statement).execute_if(dialect=_engine))

only_ever_added(CreditEntry.__table__)
