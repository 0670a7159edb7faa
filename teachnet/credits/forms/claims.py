"""A claim, and what is typed along with a step in one."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from teachnet.credits.forms.amounts import hours
from teachnet.credits.models import Claim, Level, Way
from teachnet.db import today
from teachnet.web.fields import DayField, IdsField, choices, stripped
from teachnet.web.remarks import NoteForm, reason

MOST_HOURS = 5000
PROOF = "image/*,.pdf"


class ReasonForm(NoteForm):
    note = reason(_l("Say why: whoever it is about reads it."))


class ClaimForm(FlaskForm):
    title = StringField(
        _l("What was it?"), [DataRequired(_l("Write what stands on the proof.")), Length(max=200)], filters=[stripped]
    )
    organiser = StringField(
        _l("Who held it?"), [DataRequired(_l("Write who held it.")), Length(max=100)], filters=[stripped]
    )
    way = SelectField(_l("How did you learn?"), [DataRequired(_l("Choose how."))], choices=choices(Way), coerce=Way)
    level = SelectField(
        _l("At which level was it held?"),
        [DataRequired(_l("Choose the level."))],
        choices=choices(Level),
        coerce=Level,
        default=Level.CITY,
    )
    begins_on = DayField(_l("From"), [DataRequired(_l("From which day?"))])
    ends_on = DayField(_l("Until"), [DataRequired(_l("Until which day?"))])
    minutes = hours(_l("Hours on the proof"), MOST_HOURS, missing=_l("How many hours?"))
    file = FileField(
        _l("Proof"),
        render_kw={"accept": PROOF},
        description=_l("A photo or PDF of the certificate, notice or transcript."),
    )
    upload_id = IdsField()

    def __init__(self, claim: Claim | None = None, **kwargs):
        super().__init__(obj=claim, **kwargs)

    def validate_ends_on(self, field) -> None:
        if self.begins_on.data and field.data < self.begins_on.data:
            raise ValidationError(_("It ends before it begins."))
        if field.data > today():
            raise ValidationError(_("It is not over yet: claim it once it has ended."))

    def fields(self) -> dict[str, Any]:
        names = ("title", "organiser", "way", "level", "begins_on", "ends_on", "minutes")
        return {name: self[name].data for name in names}
