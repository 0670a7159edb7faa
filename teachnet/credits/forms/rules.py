"""A set of rules: its years, a line for each way of learning, what is asked for at least."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.accounts.models import Organisation
from teachnet.credits.counting import HOUR, HUNDREDTHS
from teachnet.credits.forms.amounts import NUMBER, credit, hours
from teachnet.credits.known import Known
from teachnet.credits.models import CreditRule, Level, Measure, Requirement, RuleSet, Span, Way
from teachnet.db import today
from teachnet.web.fields import NumberField, Version, choices, or_none, stripped

SPARE_RULES, SPARE_REQUIREMENTS = 2, 2  # empty lines to write more into
FIELDS = ("organisation_id", "title", "document_number", "from_year", "until_year", "first_year", "cycle_years")


class RuleLine(Form):
    """One line of the rules; a line without hours is none."""

    way = SelectField(_l("Way of learning"), choices=choices(Way), coerce=Way)
    level = SelectField(_l("Level"), choices=choices(Level, _l("Any level")), coerce=or_none(Level))
    minutes_per_credit = hours(_l("Hours for a credit"), 1000)
    most_per_item = credit(_l("Most for one item"), 1000)
    most_per_year = credit(_l("Most in a year"), 1000)
    most_per_cycle = credit(_l("Most in the cycle"), 5000)
    absent_percent = NumberField(_l("Nothing from … % absent"), [Optional(), NumberRange(1, 100)], render_kw=NUMBER)
    most_per_real_hour = NumberField(_l("Hours recognised in one"), [Optional(), NumberRange(1, 24)], render_kw=NUMBER)
    needs_pass = BooleanField(_l("Only when passed"))
    evidence = StringField(_l("Evidence"), [Optional(), Length(max=200)], filters=[stripped])

    NAMES = (
        "way", "level", "minutes_per_credit", "most_per_item", "most_per_year", "most_per_cycle",
        "absent_percent", "most_per_real_hour", "needs_pass", "evidence",
    )  # fmt: skip

    @property
    def fields(self) -> dict[str, Any]:
        return {name: self[name].data for name in self.NAMES}


class RequirementLine(Form):
    """A least; a line without a number is none."""

    span = SelectField(_l("Asked for over"), choices=choices(Span), coerce=Span)
    way = SelectField(_l("Of"), choices=choices(Way, _l("All together")), coerce=or_none(Way))
    measure = SelectField(_l("Counted in"), choices=choices(Measure), coerce=Measure)
    least = credit(_l("At least"), 10_000)

    @property
    def fields(self) -> dict[str, Any]:
        scale = HOUR if self.measure.data is Measure.HOURS else HUNDREDTHS
        return {
            "span": self.span.data,
            "way": self.way.data,
            "measure": self.measure.data,
            "least": self.least.data * scale // HUNDREDTHS,
        }


class RulesForm(FlaskForm):
    organisation_id = SelectField(_l("Whose rules"), [InputRequired(_l("Choose whose rules they are."))], coerce=int)
    title = StringField(
        _l("Name of the rules"), [DataRequired(_l("Give the rules a name.")), Length(max=100)], filters=[stripped]
    )
    document_number = StringField(_l("Document number"), [Optional(), Length(max=60)], filters=[stripped])
    from_year = NumberField(
        _l("From the year"), [InputRequired(_l("Which year?")), NumberRange(2000, 2100)], render_kw=NUMBER
    )
    until_year = NumberField(
        _l("Up to and including the year"),
        [Optional(), NumberRange(2000, 2100)],
        description=_l("Empty: until others follow."),
        render_kw=NUMBER,
    )
    first_year = NumberField(
        _l("First year of a cycle"), [InputRequired(_l("Which year?")), NumberRange(1990, 2100)], render_kw=NUMBER
    )
    cycle_years = NumberField(
        _l("Years of a cycle"), [InputRequired(), NumberRange(1, 10)], default=5, render_kw=NUMBER
    )
    rules = FieldList(FormField(RuleLine), max_entries=40)
    requirements = FieldList(FormField(RequirementLine), max_entries=20)
    version = Version(validators=[Optional()])

    def offer(self, organisations: Sequence[Organisation]) -> None:
        self.organisation_id.choices = [SelectChoice(one.id, one.name) for one in organisations]

    def add_spare_lines(self) -> None:
        for _spare in range(SPARE_RULES):
            self.rules.append_entry()
        for _spare in range(SPARE_REQUIREMENTS):
            self.requirements.append_entry()

    def validate(self, extra_validators=None) -> bool:
        return super().validate(extra_validators) and self._years_follow() and self._lines_differ()

    def _years_follow(self) -> bool:
        if self.until_year.data and self.until_year.data < self.from_year.data:
            self.until_year.errors = [_("They end before they begin.")]
        if self.first_year.data > self.from_year.data:
            self.first_year.errors = [_("A cycle must have begun by the year in which the rules do.")]
        return not (self.until_year.errors or self.first_year.errors)

    def _lines_differ(self) -> bool:
        seen = set()
        for line in self.rule_lines:
            key = (line.way.data, line.level.data)
            if key in seen:
                line.way.errors = [_("There is a line for this way and level already.")]
            seen.add(key)
        if not seen:
            self.title.errors = [_("Write at least one line of rules.")]
        return not self.title.errors and not any(line.errors for line in self.rule_lines)

    @property
    def rule_lines(self) -> list[RuleLine]:
        return [entry.form for entry in self.rules if entry.form.minutes_per_credit.data]

    @property
    def requirement_lines(self) -> list[RequirementLine]:
        return [entry.form for entry in self.requirements if entry.form.least.data]

    def fill(self, rule_set: RuleSet) -> None:
        for name in FIELDS:
            setattr(rule_set, name, self[name].data)
        rule_set.document_number = self.document_number.data or ""
        rule_set.rules = _kept_or_new(rule_set.rules, [line.fields for line in self.rule_lines])
        rule_set.requirements = [Requirement(**line.fields) for line in self.requirement_lines]


def _kept_or_new(rules: Sequence[CreditRule], lines: Sequence[dict[str, Any]]) -> list[CreditRule]:
    """A line for the same way and level stays the same row."""
    known = {(rule.way, rule.level): rule for rule in rules}
    found = []
    for line in lines:
        rule = known.pop((line["way"], line["level"]), None) or CreditRule()
        for name, value in line.items():
            setattr(rule, name, value or "" if name == "evidence" else value)
        found.append(rule)
    return found


def data_of(rule_set: RuleSet) -> dict[str, Any]:
    rules = [{name: getattr(rule, name) for name in RuleLine.NAMES} for rule in rule_set.rules]
    requirements = [
        _typed({name: getattr(one, name) for name in ("span", "way", "measure", "least")})
        for one in rule_set.requirements
    ]
    return {name: getattr(rule_set, name) for name in (*FIELDS, "version")} | {
        "rules": rules,
        "requirements": requirements,
    }


def data_from(known: Known) -> dict[str, Any]:
    """To start from what another city has written; the years are this one's."""
    year = today().year
    return {
        "title": str(known.name).partition("：")[0].partition(":")[0],
        "document_number": known.document_number,
        "from_year": year,
        "first_year": year,
        "cycle_years": known.cycle_years,
        "rules": [dict(line) for line in known.rules],
        "requirements": [_typed(dict(line)) for line in known.requirements],
    }


def _typed(requirement: dict[str, Any]) -> dict[str, Any]:
    """A least is typed in hours or credits and shown by one field, which counts in hundredths."""
    scale = HOUR if requirement["measure"] is Measure.HOURS else HUNDREDTHS
    return requirement | {"least": requirement["least"] * HUNDREDTHS // scale}
