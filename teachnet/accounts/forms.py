from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Optional, ValidationError

from teachnet.accounts.models import Role
from teachnet.accounts.rosters.cells.phones import read_phone
from teachnet.accounts.rosters.reading.grid import Cell
from teachnet.audit.models import Outcome
from teachnet.web.fields import DayField, choices, stripped


class SignInForm(FlaskForm):
    username = StringField(
        _l("User name, phone or ID number"),
        [DataRequired(_l("Type your user name, phone or ID number.")), Length(max=60)],
        filters=[stripped],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"), [DataRequired(_l("Type your password."))], render_kw={"autocomplete": "current-password"}
    )


class NewPasswordFields(FlaskForm):
    new_password = PasswordField(
        _l("New password"),
        [DataRequired(_l("Choose a password."))],
        description=_l("10 characters or more; mix small letters, capitals, digits and signs."),
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        _l("New password once more"),
        [EqualTo("new_password", _l("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


class FirstSignInForm(NewPasswordFields):
    username = StringField(
        _l("User name, phone or ID number"),
        [DataRequired(_l("Type your user name, phone or ID number.")), Length(max=60)],
        filters=[stripped],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    code = StringField(
        _l("One-time code"),
        [DataRequired(_l("Type the one-time code your school gave you.")), Length(max=20)],
        filters=[stripped],
        description=_l("Eight letters and digits, from your school’s administrator."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "data-chars": "12"},
    )


class ChangePasswordForm(NewPasswordFields):
    password = PasswordField(
        _l("Password until now"),
        [DataRequired(_l("Type your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class PeopleFilter(Form):
    """A filter bar is a form too: its values come from the address."""

    q = StringField(_l("Name"), [Length(max=60)], filters=[stripped])
    role = SelectField(_l("Role"), [Optional()], filters=[stripped])
    unsigned = BooleanField(_l("Not yet signed in"))

    def __init__(self):
        super().__init__(request.args)
        self.role.choices = choices(Role, _l("Any role"))

    def values(self) -> dict:
        """Keyword arguments of `queries.people_list`; what is no valid filter filters nothing."""
        self.validate()
        return {
            "words": "" if self.q.errors else self.q.data or "",
            "role": Role(self.role.data) if self.role.data and not self.role.errors else None,
            "unsigned": self.unsigned.data,
        }


class OrganisationFilter(Form):
    q = StringField(_l("Name"), [Length(max=60)], filters=[stripped])

    def __init__(self):
        super().__init__(request.args)

    def values(self) -> dict:
        return {"words": self.q.data or "" if self.validate() else ""}


class AuditFilter(Form):
    q = StringField(_l("Person, action or thing"), [Length(max=60)], filters=[stripped])
    outcome = SelectField(_l("Outcome"), [Optional()], filters=[stripped])
    first = DayField(_l("From"), [Optional()])
    last = DayField(_l("Until"), [Optional()])

    def __init__(self):
        super().__init__(request.args)
        self.outcome.choices = choices(Outcome, _l("Any outcome"))

    def values(self) -> dict:
        self.validate()
        return {
            "words": "" if self.q.errors else self.q.data or "",
            "outcome": "" if self.outcome.errors else self.outcome.data or "",
            "first": None if self.first.errors else self.first.data,
            "last": None if self.last.errors else self.last.data,
        }


class AppointForm(FlaskForm):
    role = SelectField(_l("Role"), [DataRequired(_l("Choose a role."))])
    organisation = StringField(
        _l("Organisation"),
        [DataRequired(_l("Type the full name of the organisation.")), Length(max=100)],
        filters=[stripped],
        render_kw={"list": "organisations", "autocomplete": "off"},
    )

    def __init__(self, roles: list[Role], **kwargs):
        super().__init__(**kwargs)
        self.role.choices = choices(roles)

    @property
    def chosen_role(self) -> Role:
        return Role(self.role.data)


class TransferForm(FlaskForm):
    school = StringField(
        _l("New school"),
        [DataRequired(_l("Type the full name of the organisation.")), Length(max=100)],
        filters=[stripped],
        render_kw={"list": "organisations", "autocomplete": "off"},
    )
    on = DayField(_l("From"), [DataRequired(_l("From which day?"))])


class PhoneForm(FlaskForm):
    phone = StringField(
        _l("My phone"),
        [Optional(), Length(max=40)],
        filters=[stripped],
        description=_l("You can also sign in with it. Empty: none."),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )

    def validate_phone(self, field):
        if read_phone(Cell(field.data)).is_refused:
            raise ValidationError(_("This is no phone number: eleven digits, or a landline with its area code."))

    @property
    def cleaned(self) -> str | None:
        """As the staff lists write it; None when there is none."""
        return read_phone(Cell(self.phone.data)).value if self.phone.data else None


class DeclineTransferForm(FlaskForm):
    reason = StringField(
        _l("Reason"), [DataRequired(_l("Tell the other school why.")), Length(max=500)], filters=[stripped]
    )
