from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.web.fields import IdsField, NumberField, stripped

NUMBER = {"data-chars": "4", "inputmode": "numeric"}


class ConfirmForm(FlaskForm):
    """`counts` are the people whose hours count."""

    counts = IdsField()
    because = StringField(
        _l("Why some count otherwise than by the rule"),
        [Optional(), Length(max=500)],
        filters=[stripped],
        description=_l("Only where you ticked otherwise: “came in by telephone”, for instance."),
    )


class TakeBackForm(FlaskForm):
    reason = StringField(_l("Reason"), [DataRequired(_l("Say why.")), Length(max=500)], filters=[stripped])


class CallForm(FlaskForm):
    file = FileField(
        _l("List of participants"),
        [FileRequired(_l("Choose a file."))],
        description=_l("As the video call gives it out, Excel or csv: a name, when they came and when they left."),
        render_kw={"accept": ".xlsx,.xls,.csv,.ods"},
    )


class RulesForm(FlaskForm):
    least_share = NumberField(
        _l("Per cent of a session somebody has to have stayed"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 100, _l("From 1 to 100."))],
        render_kw=NUMBER,
        description=_l("Those who stayed less do not get its hours, unless its lead says why."),
    )
    silence = NumberField(
        _l("Minutes without a sign of life after which a stay has ended"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 30, _l("From 1 to 30 minutes."))],
        render_kw=NUMBER,
        description=_l("Phones sleep, and networks go for a moment: a shorter silence is no leaving."),
    )
