import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation
from teachnet.credits.counting import Terms
from teachnet.credits.words import Level, Measure, Span, Way
from teachnet.db import Model, timestamp


class RuleSet(Model):
    """By which rules an organisation and all below it count, from a year up to and including a year.

    Data, not code: a city writes down its own document here. An activity is counted by the rules of the year in which
    it ended, even when it is attested later.
    """

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    from_year: Mapped[int]
    until_year: Mapped[int | None]  # empty: until another one follows
    first_year: Mapped[int]  # of the first cycle
    cycle_years: Mapped[int] = mapped_column(default=5)
    made_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()
    rules: Mapped[list["CreditRule"]] = relationship(
        back_populates="rule_set", cascade="all, delete-orphan", order_by="CreditRule.id"
    )
    requirements: Mapped[list["Requirement"]] = relationship(
        back_populates="rule_set", cascade="all, delete-orphan", order_by="Requirement.id"
    )

    __table_args__ = (
        sa.CheckConstraint("from_year BETWEEN 2000 AND 2100", name="a_year_of_ours"),
        sa.CheckConstraint("until_year >= from_year", name="ends_after_it_begins"),
        sa.CheckConstraint("first_year <= from_year", name="the_cycle_has_begun"),
        sa.CheckConstraint("cycle_years BETWEEN 1 AND 10", name="a_cycle_of_years"),
        sa.UniqueConstraint("organisation_id", "from_year", name="uq__rule_set__one_begins"),
    )
    __mapper_args__ = {"version_id_col": version}

    def covers(self, year: int) -> bool:
        return self.from_year <= year and (self.until_year is None or year <= self.until_year)

    def meets(self, other: "RuleSet") -> bool:
        """Is there a year that both claim?"""
        mine, theirs = self.until_year or 9999, other.until_year or 9999
        return self.from_year <= theirs and other.from_year <= mine

    def cycle_of(self, year: int) -> range:
        """The years of the cycle that this year lies in."""
        begun = self.first_year + (year - self.first_year) // self.cycle_years * self.cycle_years
        return range(begun, begun + self.cycle_years)

    def rule_for(self, way: Way, level: Level | None) -> "CreditRule | None":
        """The most particular one: this way at this level, this way, other ways at this level, other ways."""
        known = {(rule.way, rule.level): rule for rule in self.rules}
        wanted = ((way, level), (way, None), (Way.OTHER, level), (Way.OTHER, None))
        return next((known[key] for key in wanted if key in known), None)

    def ways_counted_as(self, way: Way) -> list[Way]:
        """What a least for this way is about; for `OTHER` every way that has no rule of its own."""
        if way is not Way.OTHER:
            return [way]
        own = {rule.way for rule in self.rules} - {Way.OTHER}
        return [one for one in Way if one not in own]

    @property
    def asked_each_year(self) -> "Requirement | None":
        """The least of all ways together in every year, where there is one."""
        return next((one for one in self.requirements if one.span is Span.YEAR and one.way is None), None)

    @property
    def terms(self) -> tuple:
        """All that decides what something is worth, to be compared."""
        rules = sorted((rule.way, rule.level or "", rule.terms) for rule in self.rules)
        least = sorted((one.span, one.way or "", one.measure, one.least) for one in self.requirements)
        return self.organisation_id, self.from_year, self.first_year, self.cycle_years, rules, least


class CreditRule(Model):
    """One line of a rule set: a way of learning, perhaps at one level, and what an hour of it is worth."""

    rule_set_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_set.id"), index=True)
    way: Mapped[Way]
    level: Mapped[Level | None]  # empty: any
    minutes_per_credit: Mapped[int]
    most_per_item: Mapped[int | None]  # hundredths of a credit, as all caps
    most_per_year: Mapped[int | None]
    most_per_cycle: Mapped[int | None]
    absent_percent: Mapped[int | None]  # who missed so much of the hours gets nothing
    needs_pass: Mapped[bool] = mapped_column(default=False)
    most_per_real_hour: Mapped[int | None]  # hours recognised for an hour by the clock
    evidence: Mapped[str] = mapped_column(sa.String(200), default="")

    rule_set: Mapped[RuleSet] = relationship(back_populates="rules")

    __table_args__ = (
        sa.UniqueConstraint("rule_set_id", "way", "level", name="uq__credit_rule__one_for_each_level"),
        sa.Index(
            "uq__credit_rule__one_for_any_level",
            "rule_set_id",
            "way",
            unique=True,
            sqlite_where=sa.text("level IS NULL"),
            postgresql_where=sa.text("level IS NULL"),
        ),
        sa.CheckConstraint("minutes_per_credit > 0", name="an_hour_is_worth_something"),
        sa.CheckConstraint("most_per_item > 0", name="item_cap_positive"),
        sa.CheckConstraint("most_per_year > 0", name="year_cap_positive"),
        sa.CheckConstraint("most_per_cycle > 0", name="cycle_cap_positive"),
        sa.CheckConstraint("absent_percent BETWEEN 1 AND 100", name="absence_is_a_share"),
        sa.CheckConstraint("most_per_real_hour BETWEEN 1 AND 24", name="an_hour_has_its_hours"),
    )

    @property
    def terms(self) -> Terms:
        return Terms(
            self.minutes_per_credit,
            self.most_per_item,
            self.most_per_year,
            self.most_per_cycle,
            self.absent_percent,
            bool(self.needs_pass),
            self.most_per_real_hour,
        )


class Requirement(Model):
    """So much at least, in every year or in the cycle; of one way of learning or of all together.

    `least` is in minutes when hours are asked for, in hundredths when credits are.
    """

    rule_set_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_set.id"), index=True)
    way: Mapped[Way | None]  # empty: all together
    span: Mapped[Span]
    measure: Mapped[Measure]
    least: Mapped[int]

    rule_set: Mapped[RuleSet] = relationship(back_populates="requirements")

    __table_args__ = (sa.CheckConstraint("least > 0", name="asks_for_something"),)
