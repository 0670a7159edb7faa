"""The filter bar of an office, and what a new set of rules starts from."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from teachnet.credits.known import KNOWN, Known
from teachnet.web.fields import NumberField, stripped


class LearnerFilter(Form):
    """A filter bar: what is no valid filter filters nothing."""

    q = StringField(_l("Name, pinyin initials or school"), [Length(max=60)], filters=[stripped])
    behind = BooleanField(_l("Only who is short of this year’s least"))
    year = NumberField(_l("Year"), [Optional(), NumberRange(2000, 2100)])

    def __init__(self):
        super().__init__(request.args)
        self.validate()

    @property
    def words(self) -> str:
        return "" if self.q.errors else self.q.data or ""

    def year_or(self, otherwise: int) -> int:
        return otherwise if self.year.errors or not self.year.data else self.year.data


class StartForm(Form):
    """Which known rules to start from: in the address of a new form."""

    known = SelectField(choices=[SelectChoice(name, one.name) for name, one in KNOWN.items()])

    def __init__(self):
        super().__init__(request.args)

    @property
    def chosen(self) -> Known | None:
        return KNOWN.get(self.known.data)
