from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from teachnet.web.fields import IdsField, stripped


class DocumentForm(FlaskForm):
    title = StringField(_l("Title"), [DataRequired(_l("Give it a title.")), Length(max=100)], filters=[stripped])
    file = FileField(
        _l("File"), description=_l("PDF, Word or Excel: the notice, the course plan, the form to fill in.")
    )
    upload_id = IdsField()
