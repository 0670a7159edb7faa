from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length


def stripped(text: str | None) -> str | None:
    return text.strip() if text else text


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
        _l("Password until now"), [DataRequired(_l("Type your password."))], render_kw={"autocomplete": "current-password"}
    )
