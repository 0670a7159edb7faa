from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from teachnet.rooms.models import QuestionState, message, question
from teachnet.web.fields import NumberField, choices, stripped

MOST_OPTIONS, LONGEST_OPTION = 6, 40


class QuestionForm(FlaskForm):
    text = StringField(
        _l("Ask a question"), [DataRequired(_l("What do you want to ask?")), Length(max=question.LONGEST)],
        filters=[stripped],
    )  # fmt: skip
    is_anonymous = BooleanField(_l("Without my name"))


class StateForm(FlaskForm):
    state = SelectField(validators=[InputRequired()], choices=choices(QuestionState))


class StepForm(FlaskForm):
    position = NumberField(validators=[InputRequired()])


class ShowForm(FlaskForm):
    """Nothing: what was shown is put away."""

    material = NumberField(validators=[Optional()])


class MessageForm(FlaskForm):
    text = StringField(
        _l("Write to everybody"), [DataRequired(_l("Write something.")), Length(max=message.LONGEST)],
        filters=[stripped],
    )  # fmt: skip


class VoteForm(FlaskForm):
    text = StringField(
        _l("Quick vote"), [DataRequired(_l("What is the vote about?")), Length(max=200)], filters=[stripped]
    )  # fmt: skip
    options = TextAreaField(
        _l("Possible answers"),
        [DataRequired(_l("Write at least two answers."))],
        filters=[stripped],
        description=_l("One a line, from two to six."),
        render_kw={"rows": "3"},
    )

    def validate_options(self, field):
        if not 2 <= len(self.answers) <= MOST_OPTIONS:
            raise ValidationError(_("From two to six answers, one a line."))
        if any(len(one) > LONGEST_OPTION for one in self.answers):
            raise ValidationError(_("An answer has at most %(n)s characters.", n=LONGEST_OPTION))

    @property
    def answers(self) -> list[str]:
        return [line.strip() for line in (self.options.data or "").splitlines() if line.strip()]


class AnswerForm(FlaskForm):
    option = NumberField(validators=[InputRequired()])
