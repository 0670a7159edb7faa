from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from teachnet.uploads.sent import TextOrFileForm
from teachnet.web.fields import DayField, stripped

AT_MOST = Length(max=2000, message=_l("At most 2,000 characters."))


class PostForm(TextOrFileForm):
    title = StringField(_l("Title"), [DataRequired(_l("Give it a title.")), Length(max=100)], filters=[stripped])
    text = TextAreaField(_l("Text"), [Optional(), AT_MOST], filters=[stripped])
    file = FileField(
        _l("File"), description=_l("Material for the class, or a photo of it. Without a file it is an announcement.")
    )


class ReflectionForm(FlaskForm):
    day = DayField(_l("Day"), [DataRequired(_l("Which day?"))])
    text = TextAreaField(
        _l("What did this day give you, and what will you try?"),
        [DataRequired(_l("Write at least a sentence.")), AT_MOST],
        filters=[stripped],
        render_kw={"rows": 4},
    )
