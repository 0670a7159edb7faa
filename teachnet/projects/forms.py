from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation

from teachnet.accounts.models import Organisation, Stage, Subject
from teachnet.projects.models import GivenPoints, Measure, ScoringRow, StudyProject
from teachnet.study.models import Course, CourseKind
from teachnet.web.fields import AmountField, DayField, NumberField, choices, or_none, stripped

Titles = Iterable[tuple[int, str, int]]  # office, title, project

NUMBER = {"data-chars": "4", "inputmode": "numeric"}
MOST_MINUTES = 500 * 60


class ProjectForm(FlaskForm):
    title = StringField(
        _l("Title"), [DataRequired(_l("Give the project a title.")), Length(max=100)], filters=[stripped]
    )
    about = TextAreaField(
        _l("What it is about"),
        [Optional(), Length(max=2000)],
        filters=[stripped],
        description=_l("For whom, what they will do, whom to ask."),
    )
    office = SelectField(_l("Run by"), [InputRequired()], coerce=int)
    subject = SelectField(_l("Subject"), choices=choices(Subject, _l("Every subject")), coerce=or_none(Subject))
    stage = SelectField(_l("Stage"), choices=choices(Stage, _l("Every stage")), coerce=or_none(Stage))
    opens_on = DayField(_l("First day"), [DataRequired(_l("From which day?"))])
    closes_on = DayField(_l("Last day"), [DataRequired(_l("Until which day?"))])
    minutes = AmountField(
        _l("Hours to be recognised"),
        [InputRequired(_l("How many hours does it ask for? 0 asks for none."))],
        of=60,
        default=0,
        render_kw=NUMBER,
        description=_l("Of its finished courses together."),
    )
    electives = NumberField(
        _l("Elective courses, at least"),
        [InputRequired(_l("Write a number.")), NumberRange(0, 50, _l("From 0 to 50."))],
        default=0,
        render_kw=NUMBER,
    )
    pass_marks = NumberField(
        _l("Marks to pass"),
        [InputRequired(_l("Write a number.")), NumberRange(0, 1000, _l("From 0 to 1000."))],
        default=60,
        render_kw=NUMBER,
        description=_l("0: hours and courses are enough."),
    )

    def __init__(self, offices: Sequence[Organisation], titles: Titles, project: StudyProject | None = None, **kwargs):
        """`titles`: those there are already, so that two projects of one office are not called the same."""
        shown = {"office": project.organisation_id} if project else {}
        super().__init__(obj=project, data=shown, **kwargs)
        mine = project and project.id
        self.taken = {(office, title) for office, title, project_id in titles if project_id != mine}
        self.offices = {office.id: office for office in offices}
        self.office.choices = [SelectChoice(office.id, office.name) for office in offices]

    def validate_title(self, field) -> None:
        if (self.office.data, field.data) in self.taken:
            raise ValidationError(_("There is a project of that name already."))

    def validate_closes_on(self, field) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("The last day is before the first."))

    def validate_minutes(self, field) -> None:
        if not 0 <= (field.data or 0) <= MOST_MINUTES:
            raise ValidationError(_("From 0 to 500 hours."))

    def fields(self) -> dict:
        names = ("title", "subject", "stage", "opens_on", "closes_on", "minutes", "electives", "pass_marks")
        typed = {name: self[name].data for name in names}
        return typed | {"about": self.about.data or "", "organisation": self.offices[self.office.data]}


class CourseForm(FlaskForm):
    course = SelectField(_l("Course"), [InputRequired(_l("Choose the course."))], coerce=int)
    kind = RadioField(_l("Kind"), choices=choices(CourseKind), default=CourseKind.REQUIRED.value, coerce=CourseKind)

    def __init__(self, courses: Sequence[Course], **kwargs):
        super().__init__(**kwargs)
        self.courses = {course.id: course for course in courses}
        self.course.choices = [SelectChoice(course.id, course.title) for course in courses]


class PartForm(FlaskForm):
    title = StringField(_l("Part"), [DataRequired(_l("Name the part.")), Length(max=60)], filters=[stripped])
    most = NumberField(
        _l("Marks it brings at most"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
        render_kw=NUMBER,
    )
    points_a_mark = NumberField(
        _l("Points to a mark"),
        [InputRequired(_l("Write a number.")), NumberRange(1, 1000, _l("From 1 to 1000."))],
        default=1,
        render_kw=NUMBER,
        description=_l("10: ten points are one mark."),
    )
    most_points_a_day = NumberField(
        _l("Points of a day, at most"),
        [Optional(), NumberRange(1, 10_000, _l("From 1 to 10,000."))],
        render_kw=NUMBER,
    )

    def fields(self) -> dict:
        return {name: self[name].data for name in ("title", "most", "points_a_mark", "most_points_a_day")}


class NeededByHand:
    """Of what the office gives by hand one must be told more."""

    def __init__(self, message):
        self.message = message

    def __call__(self, form, field) -> None:
        if form.measure.data is Measure.BY_HAND and not (field.raw_data and field.raw_data[0].strip()):
            raise StopValidation(self.message)


class RowForm(FlaskForm):
    measure = SelectField(_l("What brings points"), choices=choices(Measure), coerce=Measure)
    title = StringField(
        _l("What is looked at"),
        [NeededByHand(_l("What is looked at? Attendance, attitude, quality …")), Optional(), Length(max=60)],
        filters=[stripped],
        description=_l("Only for what the office gives by hand, like: Attendance."),
    )
    each = NumberField(
        _l("For every"),
        [Optional(), NumberRange(1, 10_000, _l("From 1 to 10,000."))],
        default=1,
        render_kw=NUMBER,
        description=_l("20 minutes, 1 course. A mean mark is always of 100 per cent."),
    )
    points = NumberField(
        _l("Points"),
        [Optional(), NumberRange(1, 1000, _l("From 1 to 1000."))],
        default=1,
        render_kw=NUMBER,
        description=_l("For a mean mark: what 100 per cent bring."),
    )
    most = NumberField(
        _l("Points at most"),
        [
            NeededByHand(_l("How many points can be given at most?")),
            Optional(),
            NumberRange(1, 100_000, _l("From 1 to 100,000.")),
        ],
        render_kw=NUMBER,
        description=_l("Empty: no limit but that of the part."),
    )

    def fields(self) -> dict:
        measure = self.measure.data
        each = 100 if measure.is_share else 1 if measure.is_by_hand else self.each.data or 1
        points = 1 if measure.is_by_hand else self.points.data or 1
        title = (self.title.data or "") if measure.is_by_hand else ""
        return {"measure": measure, "title": title, "each": each, "points": points, "most": self.most.data}


class LongerForm(FlaskForm):
    closes_on = DayField(_l("Last day"), [DataRequired(_l("Until which day?"))])


class TakeInForm(FlaskForm):
    """Whom an office has take part, by rule."""

    at = SelectField(_l("From"), [InputRequired()], coerce=int)
    stage = SelectField(_l("Stage"), choices=choices(Stage, _l("Every stage")), coerce=or_none(Stage))
    subject = SelectField(_l("Subject"), choices=choices(Subject, _l("Every subject")), coerce=or_none(Subject))

    def __init__(self, parts: Sequence[Organisation], project: StudyProject, **kwargs):
        super().__init__(**kwargs)
        self.parts = {part.id: part for part in parts}
        self.at.choices = [SelectChoice(part.id, part.name) for part in parts]
        if project.stage:
            del self.stage
        if project.subject:
            del self.subject

    def rule(self) -> dict:
        return {
            "at": self.parts[self.at.data],
            "stage": self.stage.data if self.stage else None,
            "subject": self.subject.data if self.subject else None,
        }


class PeopleFilter(Form):
    words = StringField(_l("Name"), [Length(max=40)], filters=[stripped])
    behind = SelectField(
        _l("How far"), choices=[SelectChoice("", _l("All")), SelectChoice("behind", _l("Not fulfilled yet"))]
    )

    def chosen(self) -> dict:
        return {"words": (self.words.data or "")[:40], "behind": self.behind.data == "behind"}


class PointsForm(FlaskForm):
    """A field for each row that is scored by hand."""

    @property
    def points(self) -> dict[int, int | None]:
        return {row_id: self[name].data for row_id, name in self.asked.items()}


def points_form(rows: Sequence[ScoringRow], given: Sequence[GivenPoints], **kwargs) -> PointsForm:
    before = {one.row_id: one.points for one in given}
    fields = {f"row{row.id}": _points(row) for row in rows}
    asked = {row.id: f"row{row.id}" for row in rows}
    data = {f"row{row.id}": before.get(row.id) for row in rows}
    return type("PointsForm", (PointsForm,), {"asked": asked, **fields})(data=data, **kwargs)


def _points(row: ScoringRow) -> NumberField:
    within = NumberRange(0, row.most, _("From 0 to %(most)s.", most=row.most))
    label = _("%(name)s, up to %(most)s", name=row.title, most=row.most)
    return NumberField(label, [Optional(), within], render_kw=NUMBER)
