"""Who may come into a cohort: each condition has its line; an empty one is none."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import NumberRange, Optional

from teachnet.accounts.models import Title
from teachnet.training.models import EntryRule, EntryRuleKind
from teachnet.web.fields import DayField, NumberField, Version, choices, or_none

YEARS = [Optional(), NumberRange(0, 80, _l("From 0 to 80 years."))]
NUMBER = {"data-chars": "3", "inputmode": "numeric"}


class ConditionsForm(FlaskForm):
    most_age = NumberField(_l("At most so many years old"), YEARS, render_kw=NUMBER)
    on = DayField(_l("on this day"), [Optional()], description=_l("Empty: on the first day of the cohort."))
    least_title = SelectField(
        _l("Professional title of at least"), choices=choices(Title, _l("Any title")), coerce=or_none(Title)
    )
    least_service = NumberField(_l("At least so many years at work"), YEARS, render_kw=NUMBER)
    same_kind = NumberField(
        _l("Years since training of the same kind"),
        YEARS,
        description=_l("Who completed a cohort of this kind of programme less than so many years ago cannot come."),
        render_kw=NUMBER,
    )
    retirement = NumberField(
        _l("Months until retirement"),
        [Optional(), NumberRange(0, 120, _l("From 0 to 120 months."))],
        description=_l("Counted from the last day of the cohort, by the statutory age."),
        render_kw=NUMBER,
    )
    version = Version(validators=[Optional()])

    def show(self, rules: Sequence[EntryRule]) -> None:
        for rule in rules:
            self[rule.kind.value].data = rule.title if rule.kind is EntryRuleKind.LEAST_TITLE else rule.number
            if rule.on:
                self.on.data = rule.on

    def validate(self, extra_validators=None) -> bool:
        if self.on.data and self.most_age.data is None and not self.most_age.errors:
            super().validate(extra_validators)
            self.most_age.errors = [*self.most_age.errors, _("How old at most on that day?")]
            return False
        return super().validate(extra_validators)

    def rules(self, cohort) -> Iterator[EntryRule]:
        for kind in EntryRuleKind:
            said = self[kind.value].data
            if said is not None and kind is EntryRuleKind.LEAST_TITLE:
                yield EntryRule(kind=kind, title=said)
            elif said is not None:
                on = (self.on.data or cohort.starts_on) if kind is EntryRuleKind.MOST_AGE else None
                yield EntryRule(kind=kind, number=said, on=on)
