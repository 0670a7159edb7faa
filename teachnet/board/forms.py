from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from teachnet.web.fields import DayField, IdsField, stripped

AT_MOST = Length(max=2000, message=_l("At most 2,000 characters."))


class PostForm(FlaskForm):
    title = StringField(_l("Title"), [DataRequired(_l("Give it a title.")), Length(max=100)], filters=[stripped])
    text = TextAreaField(_l("Text"), [Optional(), AT_MOST], filters=[stripped])
    file = FileField(
        _l("File"), description=_l("Material for the class, or a photo of it. Without a file it is an announcement.")
    )
    upload_id = IdsField()

    has_file = False

    def validate(self, extra_validators=None) -> bool:
        is_valid = super().validate(extra_validators)
        if not self.has_file and not self.text.data and not self.text.errors:
            self.text.errors = [*self.text.errors, _("Write something, or choose a file.")]
        return is_valid and not self.text.errors


class ReflectionForm(FlaskForm):
    day = DayField(_l("Day"), [DataRequired(_l("Which day?"))])
    text = TextAreaField(
        _l("What did this day give you, and what will you try?"),
        [DataRequired(_l("Write at least a sentence.")), AT_MOST],
        filters=[stripped],
        render_kw={"rows": 4},
    )
