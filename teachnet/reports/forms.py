"""Of whom, and of which year."""

from flask import request
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from teachnet.accounts.models import Organisation
from teachnet.db import today


class ReportFilter(Form):
    scope = SelectField(coerce=int)
    year = SelectField(coerce=int)

    organisation: Organisation

    @classmethod
    def asked(cls, scopes: list[Organisation], years: list[int]) -> "ReportFilter":
        """What is not among the choices is the first of them: one's own office, and this year."""
        form = cls(request.args)
        known = {scope.id: scope for scope in scopes}
        form.scope.choices = [SelectChoice(scope.id, scope.shown_name) for scope in scopes]
        form.year.choices = [SelectChoice(year, str(year)) for year in years]
        form.scope.data = form.scope.data if form.scope.data in known else scopes[0].id
        this_year = today().year
        form.year.data = form.year.data if form.year.data in years else this_year if this_year in years else years[0]
        form.organisation = known[form.scope.data]
        return form
