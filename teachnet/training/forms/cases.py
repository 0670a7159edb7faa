"""What is typed along with a step in a case."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from teachnet.web.fields import stripped, within_reach
from teachnet.web.remarks import NoteForm, reason

MOST_AT_ONCE = 500


class ReasonForm(NoteForm):
    """Sending back, refusing: the teacher reads why."""

    note = reason(_l("Say why: the teacher and the school read it."))


class NominationForm(FlaskForm):
    teacher = SelectMultipleField(
        _l("Teachers"), [DataRequired(_l("Choose at least one teacher."))], coerce=within_reach, validate_choice=False
    )
    note = TextAreaField(_l("Why the school nominates them"), [Optional(), Length(max=500)], filters=[stripped])

    def validate_teacher(self, field):
        if len(set(field.data)) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(most)s at once.", most=MOST_AT_ONCE))
