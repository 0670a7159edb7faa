"""Filter bars, and what an export shall hold."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from teachnet.training.columns import COLUMNS, USUAL
from teachnet.training.models import EnrolmentState, Pile
from teachnet.training.queries import SORTS
from teachnet.training.words import Show
from teachnet.web.fields import NumberField, choices, or_none, stripped
from teachnet.web.paging import PER_PAGE
from teachnet.web.safety import LARGEST_ID

MOST_ROWS = 500


class ListFilter(Form):
    """A filter bar: its values come from the address, and what is no valid filter filters nothing."""

    q = StringField(_l("Name, pinyin initials or school"), [Length(max=60)], filters=[stripped])
    per_page = NumberField(_l("Rows on a page"), [Optional(), NumberRange(1, MOST_ROWS)], widget=HiddenInput())

    def __init__(self, **data):
        super().__init__(request.args, **data)
        self.validate()

    def chosen(self, name: str, otherwise=None):
        field = self[name]
        return otherwise if field.errors or not field.data else field.data

    @property
    def page_size(self) -> int:
        return self.chosen("per_page", PER_PAGE)


class CohortFilter(ListFilter):
    q = StringField(_l("Name of a cohort or programme"), [Length(max=60)], filters=[stripped])
    tab = SelectField(_l("Which cohorts"), [Optional()], choices=choices(Show, Show.OPEN.label), coerce=or_none(Show))

    shows = tuple(Show)

    @property
    def show(self) -> Show:
        return self.chosen("tab", Show.OPEN)


class ReviewFilter(ListFilter):
    tab = SelectField(
        _l("Which cases"), [Optional()], choices=choices(Pile, Pile.TO_DECIDE.label), coerce=or_none(Pile)
    )
    cohort = NumberField(_l("Cohort"), [Optional(), NumberRange(1, LARGEST_ID)], widget=HiddenInput())

    @property
    def pile(self) -> Pile:
        return self.chosen("tab", Pile.TO_DECIDE)


class RosterFilter(ListFilter):
    state = SelectField(
        _l("State"), [Optional()], choices=choices(EnrolmentState, _l("Any state")), coerce=or_none(EnrolmentState)
    )
    sort = SelectField(
        _l("Order"), [Optional()], choices=[SelectChoice(sort, sort) for sort in SORTS], filters=[stripped]
    )

    def wanted(self) -> dict:
        """Keyword arguments of `queries.roster`."""
        return {"q": self.chosen("q", ""), "state": self.chosen("state"), "sort": self.chosen("sort", "name")}


class ExportForm(FlaskForm):
    """What the Excel file shall hold, and what for: both are written down."""

    columns = SelectMultipleField(
        _l("Columns"),
        [DataRequired(_l("Choose at least one column."))],
        choices=[SelectChoice(name, column.label) for name, column in COLUMNS.items()],
        default=list(USUAL),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    purpose = StringField(
        _l("Purpose"),
        [DataRequired(_l("Say what the list is for; it is written down.")), Length(max=200)],
        filters=[stripped],
        description=_l("For example: room list for the base."),
    )
    state = HiddenField()
    q = HiddenField()
