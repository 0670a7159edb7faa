from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from teachnet.budget.forms.fields import FIGURE, text, yuan
from teachnet.budget.models import BudgetState, Category, CohortBudget, Source, TrainingClass
from teachnet.training.models import Cohort
from teachnet.web.fields import AmountField, NumberField, Version, choices, or_none, stripped


class ExecutionFilter(Form):
    """What is no valid filter filters nothing."""

    q = StringField(_l("Name of a cohort or programme"), [Length(max=60)], filters=[stripped])
    state = SelectField(
        _l("State"), [Optional()], choices=choices(BudgetState, _l("Any state")), coerce=or_none(BudgetState)
    )
    source = SelectField(
        _l("Source of money"), [Optional()], choices=choices(Source, _l("All sources")), coerce=or_none(Source)
    )

    def __init__(self):
        super().__init__(request.args)
        self.validate()

    def wanted(self) -> dict:
        """Keyword arguments of `queries.execution`."""
        found = {field.name: field.data for field in self if field.data and not field.errors}
        return {"q": "", "state": None, "source": None} | found

    @property
    def address(self) -> dict:
        return {name: str(value) for name, value in self.wanted().items() if value}

    @property
    def told(self) -> str:
        return " · ".join(str(getattr(value, "label", value)) for value in self.wanted().values() if value)


class PlanForm(FlaskForm):
    """People, days and class, and a field for each source and kind of cost."""

    training_class = SelectField(_l("Class of training"), choices=choices(TrainingClass), coerce=or_none(TrainingClass))
    people = NumberField(
        _l("Planned people"),
        [InputRequired(_l("How many come?")), NumberRange(1, 5000, _l("From 1 to 5,000 people."))],
        render_kw=FIGURE,
    )
    days = NumberField(
        _l("Planned days"),
        [InputRequired(_l("How many days?")), NumberRange(1, 400, _l("From 1 to 400 days."))],
        render_kw=FIGURE,
    )
    extra_days = NumberField(
        _l("Days of arrival and departure"),
        [InputRequired(_l("0, 1 or 2.")), NumberRange(0, 2, _l("0, 1 or 2."))],
        default=0,
        render_kw=FIGURE,
    )
    version = Version(validators=[Optional()])

    @classmethod
    def of(cls, budget: CohortBudget | None, cohort: Cohort, formdata=None) -> "PlanForm":
        shown: dict = {"people": cohort.seats, "days": (cohort.ends_on - cohort.starts_on).days + 1}
        if budget:
            amounts = {_name(*place): amount for place, amount in budget.amounts.items()}
            names = ("people", "days", "extra_days", "version")
            kept = {name: getattr(budget, name) for name in names}
            shown = kept | {"training_class": budget.standard.training_class} | amounts
        else:
            shown["training_class"] = TrainingClass.THIRD
        return PlanGrid(formdata=formdata, data=shown)

    def row(self, source: Source) -> list[AmountField]:
        return [self[_name(source, category)] for category in Category]

    def plan(self) -> dict:
        """Keyword arguments of `actions.replan`."""
        amounts = {(s, c): self[_name(s, c)].data or 0 for s in Source for c in Category}
        names = ("training_class", "people", "days", "extra_days")
        return {name: self[name].data for name in names} | {"amounts": amounts}


def _name(source: Source, category: Category) -> str:
    return f"{source.value}_{category.value}"


PlanGrid = type(
    "PlanGrid",
    (PlanForm,),
    {_name(source, category): yuan(category.label, [Optional()]) for source in Source for category in Category},
)


class ReturnForm(FlaskForm):
    reason = text(_l("What is to be put right"), _l("Say what is to be put right."), 500)
