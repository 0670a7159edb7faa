from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DecimalField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from teachnet.budget.forms.fields import FIGURE, money, text, yuan
from teachnet.budget.models import BudgetLine, HalfDay, Rank
from teachnet.training.models import Cohort
from teachnet.web.fields import DayField, choices, or_none, stripped

MOST_HOURS = 24


class CorrectionForm(FlaskForm):
    reason = text(_l("Why it is taken back"), _l("Say why."), 300)


class ExpenseForm(FlaskForm):
    line = SelectField(_l("Budget line"), [InputRequired(_l("Choose the line."))], coerce=int)
    amount = money(_l("Amount in yuan"), _l("How much?"))
    spent_on = DayField(_l("Paid on"), [DataRequired(_l("On which day?"))])
    payee = text(_l("Payee"), _l("Who got the money?"), 100)
    voucher = StringField(_l("Voucher number"), [Optional(), Length(max=60)], filters=[stripped])
    note = StringField(_l("What for"), [Optional(), Length(max=300)], filters=[stripped])

    def __init__(self, lines: list[BudgetLine], **kwargs):
        super().__init__(prefix="expense-", **kwargs)
        self.line.choices = [SelectChoice(line.id, line.label) for line in lines]

    def facts(self) -> dict:
        """Keyword arguments of `Expense.enter`."""
        about = {"payee": self.payee.data, "voucher": self.voucher.data or "", "note": self.note.data or ""}
        return {"amount_fen": self.amount.data, "spent_on": self.spent_on.data} | about


class LectureForm(FlaskForm):
    line = SelectField(_l("Budget line"), [InputRequired(_l("Choose the line."))], coerce=int)
    lecturer = StringField(
        _l("Lecturer"),
        [DataRequired(_l("Who taught?")), Length(max=60)],
        filters=[stripped],
        description=_l("Of two with the same name, add where they come from."),
    )
    rank = SelectField(_l("Rank of the lecturer"), choices=choices(Rank), coerce=or_none(Rank))
    taught_on = DayField(_l("Taught on"), [DataRequired(_l("On which day?"))])
    half_day = SelectField(_l("Half-day"), choices=choices(HalfDay), coerce=or_none(HalfDay))
    hours = DecimalField(
        _l("Hours taught"),
        [InputRequired(_l("How many hours?")), NumberRange(Decimal("0.1"), MOST_HOURS, _l("As taught, e.g. 2.5."))],
        render_kw=FIGURE,
    )
    amount = money(_l("Fee after tax, in yuan"), _l("How much?"))
    tax = yuan(_l("Tax withheld, in yuan"), [Optional()])
    voucher = StringField(_l("Voucher number"), [Optional(), Length(max=60)], filters=[stripped])
    together = SelectMultipleField(
        _l("Taught together with"),
        [Optional()],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, lines: list[BudgetLine], cohorts: list[Cohort], **kwargs):
        super().__init__(prefix="lecture-", **kwargs)
        self.cohorts = {cohort.id: cohort for cohort in cohorts}
        self.line.choices = [SelectChoice(line.id, line.label) for line in lines]
        self.together.choices = [SelectChoice(cohort.id, cohort.title) for cohort in cohorts]

    def facts(self) -> dict:
        """Keyword arguments of `LectureFee.pay`."""
        names = ("lecturer", "rank", "taught_on", "half_day")
        money = {"amount_fen": self.amount.data, "tax_fen": self.tax.data or 0, "voucher": self.voucher.data or ""}
        taught = {"minutes": int(self.hours.data * 60), "together_with": self.chosen_cohorts}
        return {name: self[name].data for name in names} | money | taught

    @property
    def chosen_cohorts(self) -> list[Cohort]:
        return [self.cohorts[cohort_id] for cohort_id in self.together.data or ()]
