"""The questionnaire, made of the items and the lecturers of a cohort."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from teachnet.evaluation.models import CohortLecturer, EvaluationItem
from teachnet.evaluation.words import LABELS, MARKS, About
from teachnet.web.fields import stripped


class SheetForm(FlaskForm):
    words = TextAreaField(
        _l("What was good, what should change?"),
        [Optional(), Length(max=1000)],
        filters=[stripped],
        description=_l("Without names, if you would not say it to their face. It is read by the host and the offices."),
    )

    @property
    def marks(self) -> dict[tuple[int, int | None], int]:
        return {key: int(self[name].data) for key, name in self.asked.items() if self[name].data}


def sheet_form(items: Sequence[EvaluationItem], lecturers: Sequence[CohortLecturer]) -> type[SheetForm]:
    """A lecturer one has not heard is left out; everything else is answered."""
    fields, asked = {}, {}
    for item in items:
        for lecturer in lecturers if item.about is About.LECTURER else (None,):
            name = f"item_{item.id}_{lecturer.id}" if lecturer else f"item_{item.id}"
            label = f"{lecturer.name} · {item.text}" if lecturer else item.text
            fields[name] = _mark(label, optional=lecturer is not None)
            asked[item.id, lecturer and lecturer.id] = name
    return type("SheetForm", (SheetForm,), {"asked": asked, **fields})


def _mark(label: str, *, optional: bool) -> RadioField:
    must = [Optional()] if optional else [InputRequired(_l("Please choose one."))]
    return RadioField(label, must, choices=[SelectChoice(str(mark), LABELS[mark]) for mark in MARKS])


class LecturerForm(FlaskForm):
    name = StringField(_l("Lecturer"), [DataRequired(_l("Who lectured?")), Length(max=60)], filters=[stripped])
    topic = StringField(_l("Topic"), [Optional(), Length(max=100)], filters=[stripped])
