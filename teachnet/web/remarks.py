"""What is typed along with a step in something: a remark that may be empty, or a reason that may not."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from teachnet.web.fields import Version, stripped

LONGEST = 500  # characters
AT_MOST = Length(max=LONGEST, message=_l("At most 500 characters."))


def reason(missing: Any) -> TextAreaField:
    """`missing` says to whom one owes it."""
    return TextAreaField(_l("Remark"), [DataRequired(missing), AT_MOST], filters=[stripped])


class NoteForm(FlaskForm):
    """A step that needs no words, but may have some; and the version of the thing its reader had before them."""

    note = TextAreaField(_l("Remark"), [Optional(), AT_MOST], filters=[stripped])
    version = Version(validators=[Optional()])
