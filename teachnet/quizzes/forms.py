from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from teachnet.quizzes.grading import Drawn
from teachnet.quizzes.models import Question, QuestionKind, QuestionPool, Quiz
from teachnet.quizzes.tables import LONGEST_OPTION, MOST_OPTIONS, Unfit, checked, lines_of
from teachnet.quizzes.words import TRUTHS
from teachnet.web.fields import NumberField, choices, stripped

NUMBER = {"data-chars": "4", "inputmode": "numeric"}


class PoolForm(FlaskForm):
    title = StringField(
        _l("What the questions are about"), [DataRequired(_l("Give it a title.")), Length(max=100)], filters=[stripped]
    )


class QuestionForm(FlaskForm):
    kind = RadioField(_l("Kind"), choices=choices(QuestionKind), default=QuestionKind.SINGLE.value, coerce=QuestionKind)
    stem = TextAreaField(
        _l("Question"),
        [DataRequired(_l("Write the question.")), Length(max=1000)],
        filters=[stripped],
        render_kw={"rows": 3},
    )
    options = TextAreaField(
        _l("What one chooses from"),
        [Length(max=MOST_OPTIONS * (LONGEST_OPTION + 2))],
        description=_l("A line for each. What is to be put in order is written in its right order."),
        render_kw={"rows": 5},
    )
    answer = TextAreaField(
        _l("Right answer"),
        [Length(max=1000)],
        filters=[stripped],
        description=_l("The letters of the lines, like B or ACD; true or false; each text that is right on a line."),
        render_kw={"rows": 2},
    )
    points = NumberField(
        _l("Points"),
        [InputRequired(_l("How many points?")), NumberRange(1, 20, _l("From 1 to 20."))],
        default=1,
        render_kw=NUMBER,
    )
    why = TextAreaField(
        _l("Why it is so"),
        [Optional(), Length(max=1000)],
        filters=[stripped],
        description=_l("Shown with the right answer."),
        render_kw={"rows": 2},
    )

    def __init__(self, question: Question | None = None, **kwargs):
        super().__init__(data=lines_of(question) if question else None, **kwargs)

    def validate(self, extra_validators=None) -> bool:
        if not super().validate(extra_validators):
            return False
        try:
            self.fields = checked(
                self.kind.data,
                stem=self.stem.data or "",
                options=(self.options.data or "").splitlines(),
                answer=self.answer.data or "",
                points=self.points.data or 1,
                why=self.why.data or "",
            )
        except Unfit as unfit:
            field = self[unfit.column]
            field.errors = [*field.errors, unfit.sentence]
            return False
        return True


class TableForm(FlaskForm):
    """Questions from a table, a file or what was copied out of one; or from another program, in QTI."""

    file = FileField(
        _l("File"),
        description=_l("Excel; or questions exported from another platform: QTI (xml, zip), Common Cartridge (imscc)."),
        render_kw={"accept": ".xlsx,.xls,.ods,.csv,.xml,.zip,.imscc"},
    )
    pasted = TextAreaField(
        _l("Or copied out of Excel"),
        [Length(max=200_000)],
        description=_l("With the line of headings."),
        render_kw={"rows": 6},
    )


class QuizForm(FlaskForm):
    pool = SelectField(_l("Questions from"), [InputRequired(_l("Choose a pool of questions."))], coerce=int)
    draws = NumberField(
        _l("Questions drawn for each attempt"),
        [InputRequired(_l("How many questions?")), NumberRange(1, 100, _l("From 1 to 100."))],
        default=5,
        render_kw=NUMBER,
    )
    pass_percent = NumberField(
        _l("Passed from, per cent of the points"),
        [InputRequired(_l("From how much is it passed?")), NumberRange(1, 100, _l("From 1 to 100."))],
        default=60,
        render_kw=NUMBER,
    )
    most_attempts = NumberField(
        _l("Attempts at most"),
        [InputRequired(_l("How often may one try?")), NumberRange(0, 20, _l("From 0 to 20."))],
        default=3,
        render_kw=NUMBER,
        description=_l("0: as often as one likes. The best attempt counts."),
    )

    def __init__(self, pools: Sequence[QuestionPool], quiz: Quiz | None = None, **kwargs):
        shown = {"pool": quiz.pool_id} if quiz else {}
        super().__init__(obj=quiz, data=shown, **kwargs)
        self.pools = {pool.id: pool for pool in pools}
        self.pool.choices = [
            SelectChoice(pool.id, _("%(title)s (%(count)s)", title=pool.title, count=pool.question_count))
            for pool in pools
        ]

    def validate_draws(self, field) -> None:
        pool = self.pools.get(self.pool.data)
        if pool and field.data and field.data > pool.question_count:
            raise ValidationError(_("There are only %(count)s questions in this pool.", count=pool.question_count))

    def fields(self) -> dict:
        names = ("draws", "pass_percent", "most_attempts")
        return {name: self[name].data for name in names} | {"pool": self.pools[self.pool.data]}


class AnswerForm(FlaskForm):
    """One's answers; `for_attempt` adds a field for each question. What is no choice of ours counts as no answer."""

    anyway = BooleanField(_l("Hand it in as it is"))

    drawn: Sequence[Drawn] = ()

    @classmethod
    def for_attempt(cls, drawn: Sequence[Drawn], given: dict[str, list] | None = None, **kwargs) -> "AnswerForm":
        fields = {name: field for place, one in enumerate(drawn) for name, field in _fields(place, one).items()}
        shown = {
            name: value for place, one in enumerate(drawn) for name, value in _shown(place, one, given or {}).items()
        }
        return type("AnswerForm", (cls,), fields | {"drawn": drawn})(data=shown, **kwargs)

    def answers(self) -> dict[int, list]:
        return {place: self._answer(place, question) for place, question in enumerate(self.drawn)}

    def unanswered(self) -> list[int]:
        """Numbers as they stand on the page."""
        return [place + 1 for place, given in self.answers().items() if not given]

    def fields_of(self, place: int) -> list:
        """One; for an ordering as many as there are options."""
        question = self.drawn[place]
        if question.kind == QuestionKind.ORDERING:
            return [self[f"q{place}-{number}"] for number in range(len(question.options))]
        return [self[f"q{place}"]]

    def _answer(self, place: int, question: Drawn) -> list:
        typed = [field.data for field in self.fields_of(place)]
        known = {str(number) for number in range(max(2, len(question.options)))}
        match question.kind:
            case QuestionKind.SHORT:
                return [typed[0].strip()[:200]] if typed[0] and typed[0].strip() else []
            case QuestionKind.ORDERING:
                order = {value: number for number, value in enumerate(typed) if value in known}
                return [order[key] for key in sorted(order, key=int)] if len(order) == len(question.options) else []
            case QuestionKind.MULTIPLE:
                return sorted({int(value) for value in typed[0] or [] if value in known})
            case _:
                return [int(typed[0])] if typed[0] in known else []


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form) -> None:
        """What is no choice of ours is passed over, not refused."""


def _fields(place: int, question: Drawn) -> dict:
    options = [SelectChoice(str(number), text) for number, text in enumerate(question.options)]
    label, loose = question.stem, {"validate_choice": False}
    match question.kind:
        case QuestionKind.SHORT:
            return {f"q{place}": StringField(label, [Length(max=200)])}
        case QuestionKind.ORDERING:
            places = [SelectChoice("", "—"), *(SelectChoice(str(n), str(n + 1)) for n in range(len(options)))]
            return {f"q{place}-{n}": SelectField(o.label, choices=places, **loose) for n, o in enumerate(options)}
        case QuestionKind.MULTIPLE:
            return {f"q{place}": _Ticks(label, choices=options, validate_choice=False)}
        case QuestionKind.TRUE_FALSE:
            options = [SelectChoice(str(key), word) for key, word in TRUTHS.items()]
    return {f"q{place}": RadioField(label, choices=options, **loose)}


def _shown(place: int, question: Drawn, given: dict[str, list]) -> dict:
    answer = given.get(str(place), [])
    match question.kind:
        case QuestionKind.ORDERING:
            return {f"q{place}-{option}": str(at) for at, option in enumerate(answer)}
        case QuestionKind.MULTIPLE:
            return {f"q{place}": [str(one) for one in answer]}
    return {f"q{place}": str(answer[0])} if answer else {}
