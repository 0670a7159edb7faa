from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from teachnet.budget.forms.fields import FIGURE, money, text
from teachnet.budget.models import CostStandard, FeeCap, Rank, TrainingClass
from teachnet.web.fields import DayField, NumberField, choices, or_none


class InForceForm(FlaskForm):
    document_number = text(_l("Document number"), _l("Which document says so?"), 60)
    starts_on = DayField(_l("In force from"), [DataRequired(_l("From which day?"))])
    ends_on = DayField(_l("In force until"), [Optional()])

    def validate_ends_on(self, field) -> None:
        if self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day comes after the first."))


class StandardForm(InForceForm):
    training_class = SelectField(_l("Class of training"), choices=choices(TrainingClass), coerce=or_none(TrainingClass))
    rate = money(_l("Yuan for a person-day"), _l("How much?"))
    travel_days = NumberField(
        _l("Days of arrival and departure"),
        [InputRequired(_l("0, 1 or 2.")), NumberRange(0, 2, _l("0, 1 or 2."))],
        default=2,
        render_kw=FIGURE,
    )

    def row(self) -> CostStandard:
        dates = {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}
        return CostStandard(
            document_number=self.document_number.data,
            training_class=self.training_class.data,
            rate_fen=self.rate.data,
            travel_days=self.travel_days.data,
            **dates,
        )


class FeeCapForm(InForceForm):
    rank = SelectField(_l("Rank of the lecturer"), choices=choices(Rank), coerce=or_none(Rank))
    fee = money(_l("Yuan an hour, after tax"), _l("How much?"))

    def row(self) -> FeeCap:
        dates = {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}
        return FeeCap(document_number=self.document_number.data, rank=self.rank.data, hour_fen=self.fee.data, **dates)


class EndForm(FlaskForm):
    ends_on = DayField(_l("In force until"), [DataRequired(_l("Until which day?"))])
