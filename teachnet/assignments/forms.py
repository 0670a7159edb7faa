from collections.abc import Sequence
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.assignments.models import Assignment, QuickComment, RubricRow
from teachnet.assignments.models.assignment import RULES
from teachnet.uploads.sent import TextOrFileForm
from teachnet.web.fields import NumberField, stripped

NUMBER = {"data-chars": "4", "inputmode": "numeric"}
LONGEST = 20_000
SHORTEST_REVIEW = 20
MOST_ROWS = 12


class AssignmentForm(FlaskForm):
    rubric = TextAreaField(
        _l("How it is judged"),
        [DataRequired(_l("Write at least one line.")), Length(max=6000)],
        description=_l("A line for each thing looked at, like: Questions | 40 | open, and each waited for"),
        render_kw={"rows": 6},
    )
    pass_percent = NumberField(
        _l("Passed from, per cent of the points"),
        [InputRequired(_l("From how much is it passed?")), NumberRange(1, 100, _l("From 1 to 100."))],
        default=60,
        render_kw=NUMBER,
    )
    most_versions = NumberField(
        _l("How often one may hand in"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 10, _l("From 1 to 10."))],
        default=3,
        render_kw=NUMBER,
        description=_l("The first time included: 3 lets people improve it twice."),
    )
    mark_within_days = NumberField(
        _l("Days within which it is marked"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 60, _l("From 1 to 60."))],
        default=7,
        render_kw=NUMBER,
    )

    peers = NumberField(
        _l("Works of others each one reviews"),
        [Optional(), NumberRange(0, 5, _l("From 0 to 5."))],
        default=0,
        render_kw=NUMBER,
        description=_l("Without names, by the same rubric. 0: nobody. The tutor marks in any case."),
    )

    def __init__(self, assignment: Assignment | None = None, **kwargs):
        lines = (
            [" | ".join(filter(None, [row.title, str(row.most), row.about])) for row in assignment.rubric]
            if assignment
            else []
        )
        super().__init__(obj=assignment, data={"rubric": "\n".join(lines)}, **kwargs)

    def validate_rubric(self, field) -> None:
        self.rows = [_row(line) for line in (field.data or "").splitlines() if line.strip()]
        if len(self.rows) > MOST_ROWS:
            raise ValidationError(_("At most %(count)s lines.", count=MOST_ROWS))

    def fields(self) -> dict:
        return {name: self[name].data or 0 for name in RULES}


def _row(line: str) -> dict:
    title, most, about = [*(part.strip() for part in line.replace("｜", "|").replace("\t", "|").split("|", 2)), "", ""][
        :3
    ]
    if not title or not most.isascii() or not most.isdecimal() or not 1 <= int(most[:4]) <= 100:
        raise ValidationError(_("“%(line)s”: write a name, a bar and points from 1 to 100.", line=line.strip()[:40]))
    if len(title) > 100 or len(about) > 300:
        raise ValidationError(_("“%(line)s” is too long.", line=line.strip()[:40]))
    return {"title": title, "most": int(most), "about": about}


class SubmissionForm(TextOrFileForm):
    text = TextAreaField(
        _l("Your work"),
        [Optional(), Length(max=LONGEST, message=_l("At most 20,000 characters."))],
        filters=[stripped],
        render_kw={"rows": 14},
    )
    file = FileField(
        _l("File"), description=_l("A document, a PDF, pictures or a film. With a file the text may stay empty.")
    )


class RubricForm(FlaskForm):
    """A field of points for each row of the rubric."""

    rubric: Sequence[RubricRow] = ()

    @classmethod
    def of(cls, rubric: Sequence[RubricRow], **kwargs) -> Self:
        fields = {f"row{row.position}": _points(row) for row in rubric}
        return type(cls.__name__, (cls,), fields | {"rubric": rubric})(**kwargs)

    def rows(self) -> list:
        return [self[f"row{row.position}"] for row in self.rubric]

    def points(self) -> list[int]:
        return [field.data for field in self.rows()]


class PeerReviewForm(RubricForm):
    comment = TextAreaField(
        _l("What you say to whoever wrote it"),
        [
            DataRequired(_l("Say what is good and what could be better.")),
            Length(min=SHORTEST_REVIEW, message=_l("At least 20 characters: what is good, what could be better?")),
            Length(max=2000),
        ],
        filters=[stripped],
        render_kw={"rows": 5},
        description=_l("What is good, what could be better. They are not told who you are."),
    )


class MarkForm(RubricForm):
    comment = TextAreaField(
        _l("What you say to the learner"),
        [Optional(), Length(max=1500, message=_l("At most 1,500 characters."))],
        filters=[stripped],
        render_kw={"rows": 5},
    )
    quick = SelectMultipleField(_l("Quick comments"), coerce=int)
    keep = BooleanField(_l("Keep these words as a quick comment"))

    @classmethod
    def by(cls, rubric: Sequence[RubricRow], comments: Sequence[QuickComment], **kwargs) -> Self:
        form = cls.of(rubric, **kwargs)
        form.quick.choices = [SelectChoice(one.id, one.text) for one in comments]
        return form

    def words(self) -> str:
        """What was ticked, then what was written."""
        ticked = [choice.label for choice in self.quick.iter_choices() if choice.selected]
        return "\n".join(filter(None, [*ticked, self.comment.data]))[:2000]


def _points(row: RubricRow) -> NumberField:
    return NumberField(
        row.title,
        [InputRequired(_l("How many points?")), NumberRange(0, row.most, _("From 0 to %(most)s.", most=row.most))],
        render_kw=NUMBER,
        description=" · ".join(filter(None, [_("at most %(most)s points", most=row.most), row.about])),
    )
