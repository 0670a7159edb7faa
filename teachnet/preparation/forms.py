from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from teachnet.accounts.models import Person
from teachnet.db import today
from teachnet.preparation.models import (
    LONGEST_HEADING,
    LONGEST_NOTE,
    LONGEST_PASSAGE,
    LONGEST_REASON,
    LONGEST_REFLECTION,
    LONGEST_SECTION,
    PlanSection,
)
from teachnet.web.fields import DayField, Version, or_none, stripped

A_MONTH = timedelta(days=30)


def as_written(text: str | None) -> str | None:
    """A browser sends line ends of its own; whoever compares texts wants one kind."""
    return text.replace("\r\n", "\n").strip() if text else text


class PreparationForm(FlaskForm):
    title = StringField(
        _l("Topic of the lesson"), [DataRequired(_l("What is the lesson about?")), Length(max=120)], filters=[stripped]
    )
    unit = StringField(
        _l("Textbook and unit"),
        [Optional(), Length(max=120)],
        filters=[stripped],
        description=_l("For example: mathematics, year 5, unit 3."),
    )
    drafter = SelectField(_l("Who drafts it"), [InputRequired(_l("Who writes the first draft?"))], coerce=or_none(int))
    own_due_on = DayField(
        _l("Plans of the schools until"),
        [DataRequired(_l("Until which day?"))],
        default=lambda: today() + A_MONTH,
        description=_l("Each school makes one of its own of the shared plan."),
    )

    def __init__(self, drafters: Iterable[Person], **kwargs):
        super().__init__(**kwargs)
        self.drafters = {person.id: person for person in drafters}
        self.drafter.choices = [SelectChoice("", _l("choose"))] if len(self.drafters) > 1 else []
        self.drafter.choices += [SelectChoice(person.id, person.name) for person in self.drafters.values()]

    def validate_own_due_on(self, field):
        if field.data and field.data < today():
            raise ValidationError(_("That day is past."))

    def planned(self) -> dict:
        return {
            "title": self.title.data,
            "unit": self.unit.data or "",
            "own_due_on": self.own_due_on.data,
            "drafter": self.drafters[self.drafter.data],
        }


class SectionForm(FlaskForm):
    heading = StringField(
        _l("Heading"), [DataRequired(_l("Give the section a heading.")), Length(max=LONGEST_HEADING)],
        filters=[stripped],
    )  # fmt: skip
    text = TextAreaField(
        _l("Text"), [Optional(), Length(max=LONGEST_SECTION)], filters=[as_written], render_kw={"rows": 12}
    )


class ChangeForm(SectionForm):
    version = Version()

    @classmethod
    def showing(cls, section: PlanSection) -> "ChangeForm":
        data = {"heading": section.heading, "text": section.text, "version": section.version}
        return cls(formdata=None, data=data)


class SeenForm(FlaskForm):
    version = Version(validators=[InputRequired()])


class NoteForm(FlaskForm):
    passage = TextAreaField(
        _l("Passage"),
        [DataRequired(_l("Copy the passage you mean.")), Length(max=LONGEST_PASSAGE)],
        filters=[as_written],
        description=_l("Copied from the section, word for word. Marked there before, it is here already."),
        render_kw={"rows": 2},
    )
    text = TextAreaField(
        _l("What you think"), [DataRequired(_l("Say what you think of it.")), Length(max=LONGEST_NOTE)],
        filters=[stripped], render_kw={"rows": 3},
    )  # fmt: skip
    suggests = BooleanField(_l("I suggest other words"))
    replacement = TextAreaField(
        _l("Instead of the passage"),
        [Optional(), Length(max=LONGEST_PASSAGE)],
        filters=[as_written],
        description=_l("Empty: the passage goes."),
        render_kw={"rows": 3},
    )

    def said(self) -> dict:
        """Keyword arguments of `PassageNote.on`."""
        replacement = (self.replacement.data or "") if self.suggests.data or self.replacement.data else None
        return {"passage": self.passage.data, "text": self.text.data, "replacement": replacement}

    def validate_replacement(self, field):
        if field.data and field.data == self.passage.data:
            raise ValidationError(_("That is what stands there."))


class ReasonForm(FlaskForm):
    reason = StringField(_l("Reason"), [DataRequired(_l("Say why.")), Length(max=LONGEST_REASON)], filters=[stripped])


class ReflectionForm(FlaskForm):
    reflection = TextAreaField(
        _l("Reflection after the lesson"),
        [Optional(), Length(max=LONGEST_REFLECTION)],
        filters=[as_written],
        description=_l("What went otherwise than planned, and what you keep."),
        render_kw={"rows": 6},
    )
