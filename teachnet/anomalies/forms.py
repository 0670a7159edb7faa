from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.anomalies.words import AnomalyKind, AnomalyState
from teachnet.study.models import CourseEnrolment
from teachnet.web.fields import NumberField, choices, stripped

NUMBER = {"data-chars": "4", "inputmode": "numeric"}
LONGEST = 450  # with the words before it, the reason stands in the ledger of hours


class SheetFilter(Form):
    kind = SelectField(_l("Kind"), choices=choices(AnomalyKind, _l("All kinds")))
    state = SelectField(_l("State"), choices=choices(AnomalyState, _l("All")))

    def chosen(self) -> dict:
        words = {"kind": AnomalyKind, "state": AnomalyState}
        return {name: word(self[name].data) for name, word in words.items() if self[name].data in set(word)}


class ClearForm(FlaskForm):
    note = TextAreaField(
        _l("What you looked at"), [Optional(), Length(max=LONGEST)], filters=[stripped], render_kw={"rows": 3}
    )


class UpholdForm(FlaskForm):
    note = TextAreaField(
        _l("Why"),
        [DataRequired(_l("Say why: the teacher reads it.")), Length(max=LONGEST)],
        filters=[stripped],
        render_kw={"rows": 4},
        description=_l("What you looked at, whom you asked. The teacher reads it and may appeal within fifteen days."),
    )
    taken_back = SelectMultipleField(_l("Courses whose hours no longer count"), coerce=int)

    def __init__(self, enrolments: Sequence[CourseEnrolment], **kwargs):
        super().__init__(**kwargs)
        self.taken_back.choices = [SelectChoice(one.id, one.course.title) for one in enrolments]


class WordsForm(FlaskForm):
    """An appeal, and what was decided about it."""

    note = TextAreaField(
        _l("How it was"),
        [DataRequired(_l("Write a sentence or two.")), Length(max=LONGEST)],
        filters=[stripped],
        render_kw={"rows": 4},
    )


class RulesForm(FlaskForm):
    people_a_device = NumberField(
        _l("Accounts that studied in one browser in a week"),
        [InputRequired(_l("Write a number.")), NumberRange(2, 50, _l("From 2 to 50."))],
        render_kw=NUMBER,
    )
    hours_a_day = NumberField(
        _l("Hours of a day, by the clock, with something counted"),
        [InputRequired(_l("Write a number.")), NumberRange(8, 24, _l("From 8 to 24."))],
        render_kw=NUMBER,
    )
    too_fast_beats = NumberField(
        _l("Reports of a player in a week that claim more than the clock allows"),
        [InputRequired(_l("Write a number.")), NumberRange(5, 10_000, _l("From 5 to 10,000."))],
        render_kw=NUMBER,
    )
    missed_percent = NumberField(
        _l("Questions of presence not answered, per cent"),
        [InputRequired(_l("Write a number.")), NumberRange(30, 100, _l("From 30 to 100."))],
        render_kw=NUMBER,
        description=_l("Of at least five in a week."),
    )
    same_percent = NumberField(
        _l("Text that stands in another learner’s, per cent"),
        [InputRequired(_l("Write a number.")), NumberRange(30, 100, _l("From 30 to 100."))],
        render_kw=NUMBER,
    )
