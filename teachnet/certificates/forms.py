"""What is typed about certificates."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from teachnet.certificates.models import CertificatePattern
from teachnet.certificates.words import IN_SERIAL, IN_TEXT
from teachnet.web.fields import NumberField, Version, stripped

WORD = re.compile(r"\{[^{}]*\}")
LATIN = re.compile("[0-9A-Za-z]")
LONGEST_TYPED = 60
START = {
    "serial": "培〔{year}〕{number}号",
    "heading": "结业证书",
    "text": "于{first}至{last}参加{cohort}，学完规定课程，共{hours}学时，考核合格，准予结业。特发此证。",
}


class IssueForm(FlaskForm):
    """Nothing to type; it remembers how many people the reader was shown."""

    expecting = Version(validators=[InputRequired(), NumberRange(0)])


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        _l("Why"),
        [
            DataRequired(_l("Say why: it stands beside the certificate for good.")),
            Length(max=500, message=_l("At most 500 characters.")),
        ],
        filters=[stripped],
    )


class LookUpForm(Form):
    """A GET form: whoever holds a certificate types its number."""

    serial = StringField(
        _l("Certificate number"), filters=[stripped], description=_l("As it is printed, or only its digits.")
    )

    @property
    def typed(self) -> str:
        return (self.serial.data or "")[:LONGEST_TYPED]


class PatternForm(FlaskForm):
    year = NumberField(_l("Year"), [InputRequired(_l("Which year?")), NumberRange(2000, 2100)])
    serial = StringField(
        _l("How certificates are numbered"),
        [DataRequired(_l("Write the number as it is to be printed.")), Length(max=40)],
        filters=[stripped],
        description=_l("{year} and {number} are filled in; the number gets a check digit."),
    )
    heading = StringField(_l("Heading"), [DataRequired(_l("Write the heading.")), Length(max=40)], filters=[stripped])
    text = TextAreaField(
        _l("Text of the certificate"),
        [DataRequired(_l("Write what is certified.")), Length(max=300)],
        filters=[stripped],
        description=_l("Filled in: {name}, {programme}, {cohort}, {first} and {last} day, {hours}."),
    )
    office = StringField(
        _l("Issuing office"), [DataRequired(_l("Whose seal is it?")), Length(max=60)], filters=[stripped]
    )

    def validate_serial(self, field: StringField) -> None:
        typed = field.data or ""
        words = WORD.findall(typed)
        if sorted(words) != sorted(IN_SERIAL):
            raise ValidationError(_("{year} and {number}, each once."))
        if LATIN.search(WORD.sub("", typed)):
            raise ValidationError(_("No other digits or Latin letters: one could not tell them from the number."))

    def validate_text(self, field: TextAreaField) -> None:
        if unknown := set(WORD.findall(field.data or "")) - set(IN_TEXT):
            raise ValidationError(_("%(word)s is none of the words that are filled in.", word=sorted(unknown)[0]))

    def pattern(self) -> CertificatePattern:
        names = ("year", "serial", "heading", "text", "office")
        return CertificatePattern(**{name: self[name].data for name in names})
