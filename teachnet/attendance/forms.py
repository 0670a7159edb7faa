"""What may be typed about meetings and attendance."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from teachnet.attendance.codes import DIGITS
from teachnet.attendance.models import ClassMeeting, LeaveKind, Source
from teachnet.attendance.words import BY_THE_HOST
from teachnet.db import CITY_TIME
from teachnet.web.fields import DayField, NumberField, Version, choices, stripped, within_reach

NUMBER = {"data-chars": "4", "inputmode": "numeric"}


class MeetingForm(FlaskForm):
    title = StringField(
        _l("What it is about"), [DataRequired(_l("Say what it is about.")), Length(max=100)], filters=[stripped]
    )
    day = DayField(_l("Day"), [DataRequired(_l("On which day?"))])
    begins = TimeField(_l("Begins at"), [DataRequired(_l("At what time?"))])
    ends = TimeField(_l("Ends at"), [DataRequired(_l("At what time?"))])
    minutes = NumberField(
        _l("Minutes that count"),
        [InputRequired(_l("How many minutes count?")), NumberRange(1, 720, _l("From 1 to 720 minutes."))],
        description=_l("60 for each hour; breaks do not count."),
        render_kw=NUMBER,
    )
    room = StringField(_l("Room"), [Optional(), Length(max=60)], filters=[stripped])
    lecturer = StringField(_l("Lecturer"), [Optional(), Length(max=60)], filters=[stripped])
    asks_check_out = BooleanField(_l("Check out at the end, too"))
    version = Version(validators=[Optional()])

    def __init__(self, meeting: ClassMeeting | None = None, **kwargs):
        super().__init__(obj=meeting, data=_times_of(meeting) if meeting else None, **kwargs)

    def validate(self, extra_validators=None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.ends.data <= self.begins.data:
            self.ends.errors = [_("It ends before it begins.")]
        return not self.ends.errors

    def fields(self) -> dict:
        return {
            "title": self.title.data,
            "begins_at": datetime.combine(self.day.data, self.begins.data, CITY_TIME),
            "ends_at": datetime.combine(self.day.data, self.ends.data, CITY_TIME),
            "minutes": self.minutes.data,
            "room": self.room.data or "",
            "lecturer": self.lecturer.data or "",
            "asks_check_out": self.asks_check_out.data,
        }


def _times_of(meeting: ClassMeeting) -> dict:
    begins, ends = (at.astimezone(CITY_TIME) for at in (meeting.begins_at, meeting.ends_at))
    return {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}


class CopyDayForm(FlaskForm):
    from_day = DayField(_l("Copy the meetings of"), [DataRequired(_l("Which day?"))])
    to_day = DayField(_l("to"), [DataRequired(_l("Which day?"))])


class MoveForm(FlaskForm):
    """A meeting dropped on a day, or `onto` another one; each with the version one had before them."""

    meeting = NumberField(validators=[InputRequired()], widget=HiddenInput())
    version = Version(validators=[InputRequired()])
    day = DayField(validators=[Optional()], widget=HiddenInput())
    onto = NumberField(validators=[Optional()], widget=HiddenInput())
    onto_version = Version(validators=[Optional()])

    def validate(self, extra_validators=None) -> bool:
        """On one of the two, as a hand drops it."""
        return super().validate(extra_validators) and bool(self.day.data) != bool(self.onto.data)


class CodeForm(FlaskForm):
    code = StringField(
        _l("Code on the screen"),
        [
            DataRequired(_l("Type the six digits on the screen.")),
            Length(min=DIGITS, max=DIGITS, message=_l("Six digits.")),
        ],
        filters=[stripped],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "data-chars": "12"},
    )


class TicketForm(FlaskForm):
    """The button after a scan. The ticket is in its address."""


class ListForm(FlaskForm):
    """Who was there; whoever is not ticked was not."""

    source = SelectField(
        _l("By which list"),
        [DataRequired(_l("Choose the list."))],
        choices=choices(BY_THE_HOST),
        coerce=Source,
        default=Source.HOST,
    )
    present = SelectMultipleField(_l("Present"), coerce=within_reach, validate_choice=False)
    shown = SelectMultipleField(coerce=within_reach, validate_choice=False)


class LeaveForm(FlaskForm):
    kind = SelectField(
        _l("Kind of leave"), [DataRequired(_l("Choose the kind."))], choices=choices(LeaveKind), coerce=LeaveKind
    )
    reason = TextAreaField(
        _l("Why?"), [DataRequired(_l("Say why: the host decides by it.")), Length(max=500)], filters=[stripped]
    )
