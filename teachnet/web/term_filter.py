"""Which school term a page shows: one of the last four, or else the one that runs."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from teachnet.db import today
from teachnet.terms import Term, term_coded, terms_back_from


class TermFilter(Form):
    term = SelectField(_l("Term"))

    def __init__(self, formdata=None, **kwargs):
        super().__init__(formdata, **kwargs)
        self.term.choices = [SelectChoice(term.code, term.label) for term in terms_back_from(today())]
        self.term.data = self.chosen.code

    @property
    def chosen(self) -> Term:
        return term_coded(self.term.data, today())
