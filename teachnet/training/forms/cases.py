"""What is typed along with a step in a case."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from teachnet.web.fields import Version, stripped, within_reach

MOST_AT_ONCE = 500


class NoteForm(FlaskForm):
    """A step in a case; it needs no words, but may have some."""

    note = TextAreaField(
        _l("Remark"), [Optional(), Length(max=500, message=_l("At most 500 characters."))], filters=[stripped]
    )
    version = Version(validators=[Optional()])


class ReasonForm(NoteForm):
    """Sending back, refusing: the teacher reads why."""

    note = TextAreaField(
        _l("Remark"),
        [
            DataRequired(_l("Say why: the teacher and the school read it.")),
            Length(max=500, message=_l("At most 500 characters.")),
        ],
        filters=[stripped],
    )


class NominationForm(FlaskForm):
    teacher = SelectMultipleField(
        _l("Teachers"), [DataRequired(_l("Choose at least one teacher."))], coerce=within_reach, validate_choice=False
    )
    note = TextAreaField(_l("Why the school nominates them"), [Optional(), Length(max=500)], filters=[stripped])

    def validate_teacher(self, field):
        if len(set(field.data)) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(most)s at once.", most=MOST_AT_ONCE))
