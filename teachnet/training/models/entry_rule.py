from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.accounts.models import Title
from teachnet.db import Model
from teachnet.training.words import EntryRuleKind
from teachnet.web.filters import day


class EntryRule(Model):
    """A condition for coming into a cohort (报名条件): a row the city writes while it plans."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    kind: Mapped[EntryRuleKind]
    number: Mapped[int | None]  # years of age, of work, since the last training of this kind; months until retiring
    title: Mapped[Title | None]
    on: Mapped[date | None]  # the day the age counts

    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "kind", name="uq__entry_rule__one_of_each_kind"),
        sa.CheckConstraint("(kind = 'least_title') = (title IS NOT NULL)", name="a_title_has_one"),
        sa.CheckConstraint("(kind = 'least_title') = (number IS NULL)", name="the_others_have_a_number"),
        sa.CheckConstraint("(kind = 'most_age') = (\"on\" IS NOT NULL)", name="an_age_has_a_day"),
        sa.CheckConstraint("number BETWEEN 0 AND 120", name="number_is_sensible"),
    )

    @property
    def text(self) -> str:
        """At most 45 years old on 1 September 2026."""
        return _TEXTS[self.kind](self)


_TEXTS = {
    EntryRuleKind.MOST_AGE: lambda rule: _(
        "At most %(number)s years old on %(day)s", number=rule.number, day=day(rule.on)
    ),
    EntryRuleKind.LEAST_TITLE: lambda rule: _("Professional title of at least: %(title)s", title=rule.title.label),
    EntryRuleKind.LEAST_SERVICE: lambda rule: ngettext(
        "At least one year at work", "At least %(num)d years at work", rule.number
    ),
    EntryRuleKind.SAME_KIND: lambda rule: ngettext(
        "No training of this kind completed in the last year",
        "No training of this kind completed in the last %(num)d years",
        rule.number,
    ),
    EntryRuleKind.RETIREMENT: lambda rule: ngettext(
        "At least one month from the last day until retirement",
        "At least %(num)d months from the last day until retirement",
        rule.number,
    ),
}
