from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, Length

from teachnet.journals.models import LONGEST, LONGEST_REMARK
from teachnet.web.fields import stripped


class EntryForm(FlaskForm):
    text = TextAreaField(
        _l("What I write down"),
        [DataRequired(_l("Write something first.")), Length(max=LONGEST)],
        filters=[stripped],
        render_kw={"rows": 8},
        description=_l("What I tried, what happened, what I will do otherwise. My tutor reads it."),
    )
    is_shared = BooleanField(_l("My group may read it, too"))


class RemarkForm(FlaskForm):
    text = TextAreaField(
        _l("What you say to it"),
        [DataRequired(_l("Write something first.")), Length(max=LONGEST_REMARK)],
        filters=[stripped],
        render_kw={"rows": 3},
    )
