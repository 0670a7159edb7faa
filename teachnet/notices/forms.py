"""What may be typed about public notices."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from teachnet.notices.models import NoticeLine
from teachnet.web.fields import NumberField, Version, or_none, stripped
from teachnet.web.safety import LARGEST_ID

NUMBER = {"data-chars": "4", "inputmode": "numeric"}
REACHABLE = re.compile(r"[^@\s]+@[^@\s]+|(?:\D*\d){7,}\D*")  # an address, or seven digits and more


class NoticeForm(FlaskForm):
    title = StringField(
        _l("Title of the notice"),
        [DataRequired(_l("Give the notice a title.")), Length(max=120)],
        filters=[stripped],
    )
    document_number = StringField(_l("Document number"), [Optional(), Length(max=60)], filters=[stripped])
    text = TextAreaField(
        _l("Text above the list"),
        [DataRequired(_l("Say what the list is for.")), Length(max=5000)],
        filters=[stripped],
    )
    telephone = StringField(
        _l("Telephone of the office"),
        [DataRequired(_l("Whom can one ring up?")), Length(max=200)],
        filters=[stripped],
        description=_l("With its hours, and an address for letters if there is one."),
    )
    working_days = NumberField(
        _l("Working days"),
        [InputRequired(_l("How many working days?")), NumberRange(5, 30, _l("From 5 to 30 working days."))],
        default=5,
        render_kw=NUMBER,
        description=_l("Today does not count. Holidays and the Saturdays that make up for them are known."),
    )
    readable_days = NumberField(
        _l("Readable by everybody for, days after the last one"),
        [InputRequired(_l("For how many days?")), NumberRange(0, 365, _l("From 0 to 365 days."))],
        default=30,
        render_kw=NUMBER,
        description=_l("After that only those who are signed in can read the names."),
    )

    @property
    def days_wanted(self) -> int:
        """As many as can be counted: what was typed may be any number."""
        field = self.working_days
        return field.default if field.errors or not field.data else field.data

    def told(self) -> dict:
        """Keyword arguments of `actions.publish`."""
        names = ("title", "document_number", "text", "telephone", "working_days", "readable_days")
        return {name: self[name].data or "" if name == "document_number" else self[name].data for name in names}


class ConcernsSomebody(FlaskForm):
    """A form about somebody on the list, or about the list as a whole."""

    line = SelectField(_l("Whom it concerns"), [Optional()], coerce=or_none(int))

    def offer(self, lines: Iterable[NoticeLine]) -> None:
        self.lines = {line.id: line for line in lines}
        people = [
            SelectChoice(line.id, _("%(name)s, %(school)s", name=line.name, school=line.school_name))
            for line in self.lines.values()
        ]
        self.line.choices = [SelectChoice("", _l("The list as a whole")), *people]

    @property
    def chosen_line(self) -> NoticeLine | None:
        return self.lines.get(self.line.data)


class ObjectionForm(ConcernsSomebody):
    text = TextAreaField(
        _l("What you object to, and why"),
        [DataRequired(_l("Say what you object to.")), Length(max=2000, message=_l("At most 2,000 characters."))],
        filters=[stripped],
        description=_l("Facts that can be checked help most. Only the city’s office reads it."),
    )
    name = StringField(
        _l("Your name"), [DataRequired(_l("The office needs your name.")), Length(max=100)], filters=[stripped]
    )
    contact = StringField(
        _l("Your phone or e-mail"),
        [DataRequired(_l("How can the office reach you?")), Length(max=100)],
        filters=[stripped],
        description=_l("Kept encrypted, shown to the city’s office only."),
    )

    def validate_contact(self, field) -> None:
        if not REACHABLE.fullmatch(field.data):
            raise ValidationError(_("A phone number or an e-mail address."))

    def told(self) -> dict:
        """Keyword arguments of `actions.object_to`."""
        about = {name: self[name].data for name in ("name", "contact", "text")}
        return about | {"line": self.chosen_line}


class ReferenceForm(FlaskForm):
    reference = StringField(
        _l("Reference of your objection"),
        [DataRequired(_l("Type the reference you were given.")), Length(max=60)],
        filters=[stripped],
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


class WithdrawalForm(FlaskForm):
    reason = StringField(
        _l("Why it is withdrawn"),
        [DataRequired(_l("Say why: everybody reads it.")), Length(max=500)],
        filters=[stripped],
    )


class ExamineForm(FlaskForm):
    version = Version(validators=[Optional(), NumberRange(0, LARGEST_ID)])


class DecisionForm(ConcernsSomebody):
    answer = TextAreaField(
        _l("Answer to the objection"),
        [DataRequired(_l("Say why you decide so.")), Length(max=500, message=_l("At most 500 characters."))],
        filters=[stripped],
        description=_l("Whoever objected reads it; so does the teacher, if they are taken off the list for it."),
    )
    version = Version(validators=[Optional(), NumberRange(0, LARGEST_ID)])
