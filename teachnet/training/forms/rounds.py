"""Another round of applications: its days, and to whom the seats go that nobody used."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from teachnet.db import today
from teachnet.training.models import Cohort, OfferRule, Window
from teachnet.web.fields import DayField, Version, choices, stripped
from teachnet.web.filters import day


class RoundForm(FlaskForm):
    rule = SelectField(_l("To whom unused seats go"), choices=choices(OfferRule), default=OfferRule.BY_NEED.value)
    rural_first = BooleanField(_l("People of rural schools first"), default=True)
    opens_on = DayField(_l("Applications from"), [DataRequired(_l("From which day?"))])
    closes_on = DayField(_l("Applications until"), [DataRequired(_l("Until which day?"))])
    county_review_by = DayField(_l("Counties review until"), [DataRequired(_l("Until which day?"))])
    document_number = StringField(_l("Document number"), [Optional(), Length(max=60)], filters=[stripped])
    note = StringField(_l("Remark"), [Optional(), Length(max=500)], filters=[stripped])
    version = Version(validators=[Optional()])

    cohort: Cohort

    @property
    def chosen(self) -> OfferRule:
        """The first rule when something else was sent."""
        return next((rule for rule in OfferRule if rule.value == self.rule.data), OfferRule.BY_NEED)

    @property
    def window(self) -> Window:
        return Window(self.opens_on.data, self.closes_on.data, self.county_review_by.data)

    def validate(self, extra_validators=None) -> bool:
        return super().validate(extra_validators) and self._days_follow()

    def _days_follow(self) -> bool:
        """From today on, one after the other, and reviewed before the teachers have to confirm."""
        before, named = today(), _("today")
        for name in Window._fields:
            if self[name].data < before:
                text = _("This lies before “%(day)s” (%(date)s).", day=named, date=day(before))
                self[name].errors = [*self[name].errors, text]
            before, named = self[name].data, self[name].label.text
        last = self.cohort.confirm_by
        ends = {"closes_on": min(self.cohort.promotes_until or last, last), "county_review_by": last}
        for name, until in ends.items():
            if self[name].data > until:
                self[name].errors = [*self[name].errors, _("Not after %(day)s.", day=day(until))]
        return not self.errors
