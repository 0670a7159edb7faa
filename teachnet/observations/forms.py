from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Form,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.accounts.models import Person
from teachnet.db import CITY_TIME
from teachnet.observations.models import (
    LEVELS,
    LONGEST_LESSON,
    LONGEST_REMARK,
    LONGEST_REPLY,
    LONGEST_SUMMARY,
    MarkKind,
    ObservationSheet,
    ObservedLesson,
    Reach,
    RubricLine,
    Sharing,
)
from teachnet.web.fields import DayField, IdsField, NumberField, choices, or_none, stripped
from teachnet.web.playtime import PlaytimeField, playtime


class LessonForm(FlaskForm):
    """Whose lesson, when, and who comes. A member of a team asks colleagues into their own."""

    teacher = SelectField(_l("Who teaches"), [InputRequired(_l("Whose lesson is it?"))], coerce=or_none(int))
    title = StringField(
        _l("Topic of the lesson"), [DataRequired(_l("What is the lesson about?")), Length(max=120)], filters=[stripped]
    )
    pupils = StringField(
        _l("Class and place"),
        [DataRequired(_l("Which class, and where?")), Length(max=60)],
        filters=[stripped],
        description=_l("For example: year 5, class 2, room 305."),
    )
    day = DayField(_l("Day"), [DataRequired(_l("On which day?"))])
    time = TimeField(_l("Begins at"), [InputRequired(_l("At what time?"))])
    minutes = NumberField(
        _l("Minutes"), [InputRequired(_l("How long?")), NumberRange(5, 240, _l("From 5 to 240 minutes."))], default=40,
        render_kw={"data-chars": "4", "inputmode": "numeric"},
    )  # fmt: skip
    observers = IdsField(_l("Who observes"))

    def __init__(self, teachers: Iterable[Person], colleagues: Iterable[Person], **kwargs):
        super().__init__(**kwargs)
        self.teachers = {person.id: person for person in teachers}
        self.colleagues = {person.id: person for person in colleagues}
        self.teacher.choices = [SelectChoice("", _l("choose"))] if len(self.teachers) > 1 else []
        self.teacher.choices += [SelectChoice(person.id, person.name) for person in self.teachers.values()]

    def validate_observers(self, field):
        if self.teacher.data in (field.data or []):
            raise ValidationError(_("Nobody observes their own lesson."))

    @property
    def chosen(self) -> list[Person]:
        return [
            self.colleagues[number] for number in dict.fromkeys(self.observers.data or ()) if number in self.colleagues
        ]

    def planned(self) -> dict:
        return {
            "teacher": self.teachers[self.teacher.data],
            "title": self.title.data,
            "pupils": self.pupils.data,
            "starts_at": datetime.combine(self.day.data, self.time.data, tzinfo=CITY_TIME),
            "minutes": self.minutes.data,
        }


class MarkForm(FlaskForm):
    kind = SelectField(_l("What"), [InputRequired()], choices=choices(MarkKind))
    at = PlaytimeField(_l("When in the lesson"), [InputRequired(_l("Say when, e.g. 2:18."))])

    def __init__(self, **kwargs):
        super().__init__(prefix="mark-", **kwargs)

    def validate_at(self, field):
        _within_a_lesson(field)


class RemarkForm(FlaskForm):
    text = TextAreaField(
        _l("What you noticed"),
        [DataRequired(_l("Write what you noticed.")), Length(max=LONGEST_REMARK)],
        filters=[stripped],
    )
    starts = PlaytimeField(_l("When in the lesson"), [InputRequired(_l("Say when, e.g. 2:18."))])
    ends = PlaytimeField(_l("Up to"), [Optional()])
    reach = SelectField(
        _l("Who reads it"), [InputRequired()], default=Reach.TEACHER.value, choices=choices(Reach),
        description=_l("Once your sheet is handed in."),
    )  # fmt: skip

    def __init__(self, **kwargs):
        super().__init__(prefix="remark-", **kwargs)

    def validate_starts(self, field):
        _within_a_lesson(field)

    def validate_ends(self, field):
        _within_a_lesson(field)
        if field.data is not None and self.starts.data is not None and field.data <= self.starts.data:
            raise ValidationError(_("The end comes after the beginning."))

    def said(self) -> dict:
        return {
            "text": self.text.data,
            "reach": Reach(self.reach.data),
            "starts_ms": self.starts.data,
            "ends_ms": self.ends.data,
        }


def _within_a_lesson(field: PlaytimeField) -> None:
    if field.data is not None and field.data > LONGEST_LESSON:
        raise ValidationError(_("No lesson is longer than %(length)s.", length=playtime(LONGEST_LESSON)))


class SheetForm(FlaskForm):
    """Levels by the rubric as it stands, and a few words. A line that is not rated is left out."""

    summary = TextAreaField(
        _l("In a few words"),
        [Optional(), Length(max=LONGEST_SUMMARY)],
        filters=[stripped],
        description=_l("What pupils learned, what worked, what you would try."),
    )

    @classmethod
    def over(cls, lines: Iterable[RubricLine]) -> type["SheetForm"]:
        """With one field for each line."""

        class WithLines(cls):
            rubric = list(lines)

        for line in WithLines.rubric:
            rated = [SelectChoice(str(level), f"{level} {line.words_for(level)}") for level in LEVELS]
            options = [SelectChoice("", _("not rated")), *rated]
            field = RadioField(line.name, [Optional()], choices=options, default="")
            setattr(WithLines, f"line_{line.id}", field)
        return WithLines

    @property
    def lines(self) -> list:
        return [self[f"line_{line.id}"] for line in self.rubric]

    @property
    def levels(self) -> dict[int, int]:
        given = {line.id: self[f"line_{line.id}"].data for line in self.rubric}
        return {line_id: int(level) for line_id, level in given.items() if level}


def shown(sheet: ObservationSheet) -> dict:
    """What stands on it, for the form."""
    levels = {f"line_{given.line_id}": str(given.level) for given in sheet.levels}
    return {"summary": sheet.summary, **levels}


class ReplyForm(FlaskForm):
    reply = TextAreaField(
        _l("My reply"),
        [Optional(), Length(max=LONGEST_REPLY)],
        filters=[stripped],
        description=_l("What you thought, what you will try. Those who observed read it."),
    )
    sharing = RadioField(_l("Who else may see what was observed"), [InputRequired()], choices=choices(Sharing))

    @classmethod
    def showing(cls, lesson: ObservedLesson) -> "ReplyForm":
        return cls(formdata=None, data={"reply": lesson.reply, "sharing": lesson.sharing.value})


class PairFilter(Form):
    """Which two sheets are laid side by side."""

    first = SelectField(_l("One observer"), coerce=or_none(int))
    second = SelectField(_l("The other"), coerce=or_none(int))

    def __init__(self, formdata, sheets: list[ObservationSheet]):
        super().__init__(formdata)
        self.sheets = {sheet.id: sheet for sheet in sheets}
        for field in (self.first, self.second):
            field.choices = [SelectChoice(sheet.id, sheet.observer.name) for sheet in sheets]

    def pair_for(self, reader: Person) -> tuple[ObservationSheet, ObservationSheet]:
        """Those asked for; else one's own and the next."""
        mine = sorted(self.sheets.values(), key=lambda sheet: sheet.observer_id != reader.id)
        first = self.sheets.get(self.first.data) or mine[0]
        second = self.sheets.get(self.second.data)
        if second is None or second is first:
            second = next(sheet for sheet in mine if sheet is not first)
        self.first.data, self.second.data = first.id, second.id
        return first, second


def _level(text) -> StringField:
    return StringField(text, [DataRequired(_l("Say what it looks like.")), Length(max=160)], filters=[stripped])


class LineForm(FlaskForm):
    name = StringField(
        _l("What is looked at"), [DataRequired(_l("Give it a name.")), Length(max=60)], filters=[stripped]
    )
    level_1 = _level(_l("Level 1"))
    level_2 = _level(_l("Level 2"))
    level_3 = _level(_l("Level 3"))
    level_4 = _level(_l("Level 4"))

    def words(self) -> dict:
        return {name: self[name].data for name in ("name", "level_1", "level_2", "level_3", "level_4")}
