from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from teachnet.discussions.models import LONGEST
from teachnet.study.models import StudyGroup
from teachnet.web.fields import NumberField, stripped

NUMBER = {"data-chars": "4", "inputmode": "numeric"}


class DiscussionForm(FlaskForm):
    least_characters = NumberField(
        _l("Characters a post needs, to count"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
        default=60,
        render_kw=NUMBER,
        description=_l("Shorter ones are welcome, but do not count."),
    )
    answers = NumberField(
        _l("Answers to others, to be done"),
        [InputRequired(_l("Write a number.")), NumberRange(0, 10, _l("From 0 to 10."))],
        default=1,
        render_kw=NUMBER,
        description=_l("Besides one post of one’s own."),
    )

    def fields(self) -> dict:
        return {"least_characters": self.least_characters.data, "answers": self.answers.data}


class PostForm(FlaskForm):
    text = TextAreaField(
        _l("What you say"),
        [DataRequired(_l("Write something first.")), Length(max=LONGEST)],
        filters=[stripped],
        render_kw={"rows": 5},
    )


class TutorsPostForm(PostForm):
    group = SelectField(_l("To the group"), [InputRequired()], coerce=int)

    def __init__(self, groups: Sequence[StudyGroup], **kwargs):
        super().__init__(**kwargs)
        self.groups = {group.id: group for group in groups}
        self.group.choices = [SelectChoice(group.id, group.name) for group in groups]


class HideForm(FlaskForm):
    because = StringField(
        _l("Why"), [DataRequired(_l("Say why: the writer will read it.")), Length(max=300)], filters=[stripped]
    )
