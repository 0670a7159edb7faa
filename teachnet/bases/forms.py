"""What may be typed about bases."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from teachnet.bases.models import Grade, Room
from teachnet.db import today
from teachnet.web.fields import DayField, NumberField, Version, choices, stripped

NUMBER = {"data-chars": "4", "inputmode": "numeric"}


class RoomForm(FlaskForm):
    name = StringField(
        _l("Name of the room"), [DataRequired(_l("Give the room a name.")), Length(max=80)], filters=[stripped]
    )
    seats = NumberField(
        _l("Seats in the room"),
        [InputRequired(_l("How many seats?")), NumberRange(1, 5000, _l("From 1 to 5,000 seats."))],
        render_kw=NUMBER,
    )
    equipment = StringField(
        _l("Equipment"),
        [Optional(), Length(max=500)],
        filters=[stripped],
        description=_l("For example: projector, recording, 40 computers."),
    )
    version = Version(validators=[Optional()])

    def fill(self, room: Room) -> None:
        room.name, room.seats, room.equipment = self.name.data, self.seats.data, self.equipment.data or ""


class InspectionForm(FlaskForm):
    year = NumberField(
        _l("Year of the inspection"),
        [InputRequired(_l("Which year?")), NumberRange(2000, 2100, _l("A year like 2026."))],
        render_kw=NUMBER,
    )
    inspected_on = DayField(_l("Inspected on"), [DataRequired(_l("On which day?"))])
    inspectors = StringField(
        _l("Inspectors"), [DataRequired(_l("Who was there?")), Length(max=200)], filters=[stripped]
    )
    summary = TextAreaField(_l("The inspection in short"), [Optional(), Length(max=2000)], filters=[stripped])

    def validate_inspected_on(self, field) -> None:
        if field.data > today():
            raise ValidationError(_("This day is still to come."))

    def told(self) -> dict:
        return {
            "year": self.year.data,
            "inspected_on": self.inspected_on.data,
            "inspectors": self.inspectors.data,
            "summary": self.summary.data or "",
        }


class FindingForm(FlaskForm):
    text = TextAreaField(
        _l("What the inspection found"), [DataRequired(_l("Say what was found.")), Length(max=1000)], filters=[stripped]
    )
    grade = SelectField(_l("Grade of the finding"), [DataRequired()], choices=choices(Grade), coerce=Grade)
    due_on = DayField(_l("To be put right by"), [Optional()], description=_l("Only for what has to be put right."))

    def told(self) -> dict:
        return {"text": self.text.data, "grade": self.grade.data, "due_on": self.due_on.data}


class RectifiedForm(FlaskForm):
    note = StringField(
        _l("What was done"), [DataRequired(_l("Say what was done.")), Length(max=500)], filters=[stripped]
    )
