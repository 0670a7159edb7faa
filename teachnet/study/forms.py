from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DecimalField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation

from teachnet.accounts.models import Stage, Subject
from teachnet.files.kinds import Kind
from teachnet.study.models import Course, CourseKind, Pace, Unit, UnitKind
from teachnet.study.models.guiding import LONGEST_BRIEFING, LONGEST_NUDGE
from teachnet.study.words import TYPED
from teachnet.web.fields import DayField, NumberField, choices, or_none, stripped
from teachnet.web.markdown import LONGEST

NUMBER = {"data-chars": "4", "inputmode": "decimal"}
TYPES = {UnitKind.VIDEO: Kind.VIDEO, UnitKind.PDF: Kind.PDF}


class CatalogueFilter(Form):
    subject = SelectField(_l("Subject"), choices=choices(Subject, _l("All subjects")))
    stage = SelectField(_l("Stage"), choices=choices(Stage, _l("All stages")))
    kind = SelectField(_l("Kind"), choices=choices(CourseKind, _l("All kinds")))

    def chosen(self) -> dict:
        """What is no choice of ours is as if nothing had been chosen."""
        words = {"subject": Subject, "stage": Stage, "kind": CourseKind}
        return {name: word(self[name].data) for name, word in words.items() if self[name].data in set(word)}


class CompletionFilter(Form):
    course = SelectField(_l("Course"), coerce=str)
    pace = SelectField(_l("How far"), choices=choices(Pace, _l("All")))

    def __init__(self, courses: list[Course], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.courses = {str(course.id): course for course in courses}
        self.course.choices = [SelectChoice("", _l("All courses"))]
        self.course.choices += [SelectChoice(key, course.title) for key, course in self.courses.items()]

    def chosen(self) -> dict:
        course = self.courses.get(self.course.data or "")
        return {
            "course_id": course and course.id,
            "pace": Pace(self.pace.data) if self.pace.data in set(Pace) else None,
        }


class CourseForm(FlaskForm):
    title = StringField(
        _l("Title"), [DataRequired(_l("Give the course a title.")), Length(max=100)], filters=[stripped]
    )
    summary = TextAreaField(
        _l("What the course is about"),
        [Optional(), Length(max=2000)],
        filters=[stripped],
        description=_l("For whom, what they will do, what they will have in the end."),
    )
    subject = SelectField(_l("Subject"), choices=choices(Subject, _l("Every subject")), coerce=or_none(Subject))
    stage = SelectField(_l("Stage"), choices=choices(Stage, _l("Every stage")), coerce=or_none(Stage))
    kind = RadioField(_l("Kind"), choices=choices(CourseKind), default=CourseKind.ELECTIVE.value, coerce=CourseKind)
    hours = DecimalField(
        _l("Hours"),
        [
            InputRequired(_l("How many hours does it count?")),
            NumberRange(0.5, 200, _l("From half an hour to 200 hours.")),
        ],
        places=1,
        render_kw=NUMBER,
        description=_l("Counted when all units are done; fixed once the course is published."),
    )
    needed_percent = NumberField(
        _l("Share of a unit that must be counted, per cent"),
        [InputRequired(_l("How much of a unit makes it done?")), NumberRange(50, 100, _l("From 50 to 100."))],
        default=90,
        render_kw=NUMBER,
    )

    in_order = BooleanField(
        _l("Units are studied in their order"),
        description=_l("Each opens when those before it are done. Otherwise everybody chooses."),
    )

    def __init__(self, course: Course | None = None, **kwargs):
        shown = {"kind": course.kind.value, "hours": course.minutes / 60} if course else {}
        super().__init__(obj=course, data=shown, **kwargs)
        if course and not course.is_draft:
            del self.hours, self.needed_percent, self.kind, self.in_order

    def fields(self) -> dict:
        typed = {name: self[name].data for name in ("title", "subject", "stage")} | {"summary": self.summary.data or ""}
        if self.hours is not None:
            typed |= {"kind": self.kind.data, "minutes": round(self.hours.data * 60)}
            typed |= {"needed_percent": self.needed_percent.data, "in_order": self.in_order.data}
        return typed


def _not_for_clips(form, field) -> None:
    """A clip is as long as it plays; everything else must say how long it takes."""
    if not (field.raw_data and field.raw_data[0].strip()):
        field.errors = []
        is_clip = form.unit_kind is UnitKind.VIDEO
        raise StopValidation("" if is_clip else _("How many minutes does a careful reader need?"))


class UnitForm(FlaskForm):
    kind = RadioField(_l("What it is"), choices=choices(TYPED), default=UnitKind.TEXT.value, coerce=UnitKind)
    title = StringField(_l("Title"), [DataRequired(_l("Give the unit a title.")), Length(max=100)], filters=[stripped])
    body = TextAreaField(
        _l("Text of the unit"),
        [Length(max=LONGEST)],
        description=_l("Markdown: # heading, **bold**, - list, > quotation. With a clip or handout: what to look at."),
        render_kw={"rows": 16},
    )
    address = StringField(
        _l("Address of the page"),
        [Length(max=500)],
        filters=[stripped],
        description=_l("Only for a page elsewhere: begins with https:// or http://."),
        render_kw={"inputmode": "url", "autocapitalize": "off"},
    )
    file = FileField(
        _l("File"),
        description=_l("mp4 or webm for a clip, PDF for a handout."),
        render_kw={"accept": ".mp4,.m4v,.webm,.pdf"},
    )
    minutes = DecimalField(
        _l("Minutes it takes"),
        [_not_for_clips, NumberRange(0.5, 600, _l("From half a minute to 600 minutes."))],
        places=1,
        render_kw=NUMBER,
        description=_l("What a careful reader needs: at most this much is counted. A clip is as long as it plays."),
    )

    def __init__(self, unit: Unit | None = None, **kwargs):
        shown = {"kind": unit.kind.value, "minutes": unit.seconds / 60} if unit else {}
        super().__init__(obj=unit, data=shown, **kwargs)
        self.unit = unit
        if unit:
            del self.kind  # what people have begun to read does not turn into a film
        if unit and not self.is_submitted():
            self.file.data = None
        if unit and not unit.course.is_draft:
            del self.file, self.minutes
        if unit and unit.kind is not UnitKind.LINK:
            del self.address

    @property
    def unit_kind(self) -> UnitKind:
        return self.unit.kind if self.unit else self.kind.data

    def validate_body(self, field) -> None:
        if self.unit_kind is UnitKind.TEXT and not (field.data or "").strip():
            raise ValidationError(_("Write or paste the text."))

    def validate_address(self, field) -> None:
        if self.unit_kind is not UnitKind.LINK:
            return
        try:
            parts = urlsplit(field.data or "")
        except ValueError:
            parts = None
        if not parts or parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValidationError(_("Write the whole address, like https://www.example.cn/page."))

    def texts(self) -> dict:
        """What is written of a unit; the address only for a page elsewhere."""
        is_link = self.unit_kind is UnitKind.LINK and self.address is not None
        address = (self.address.data or "") if is_link else ""
        return {"title": self.title.data, "body": self.body.data or "", "address": address}


class RulesForm(FlaskForm):
    most_an_hour = NumberField(
        _l("Minutes counted in an hour by the clock, at most"),
        [InputRequired(_l("Write a number of minutes.")), NumberRange(30, 240, _l("From 30 to 240 minutes."))],
        render_kw=NUMBER,
        description=_l("More than 60 lets people play faster: 120 is twice the speed."),
    )
    most_a_day = NumberField(
        _l("Minutes counted in a day, at most"),
        [InputRequired(_l("Write a number of minutes.")), NumberRange(30, 1440, _l("From 30 to 1440 minutes."))],
        render_kw=NUMBER,
        description=_l("Nobody learns round the clock. 480 is eight hours."),
    )
    ask_after = NumberField(
        _l("Ask “Are you there?” after about so many counted minutes"),
        [InputRequired(_l("Write a number of minutes.")), NumberRange(0, 120, _l("From 0 to 120 minutes."))],
        render_kw=NUMBER,
        description=_l("0 never asks. Who misses the question loses nothing; the time is marked as unconfirmed."),
    )
    learners_a_tutor = NumberField(
        _l("Learners a tutor can look after"),
        [InputRequired(_l("Write a number.")), NumberRange(5, 500, _l("From 5 to 500."))],
        render_kw=NUMBER,
        description=_l("Beyond it there is a warning, nothing more: no figure is official."),
    )


class GroupForm(FlaskForm):
    name = StringField(
        _l("Name of the group"), [DataRequired(_l("Give the group a name.")), Length(max=100)], filters=[stripped]
    )
    course = SelectField(_l("Course"), [InputRequired(_l("Choose the course."))], coerce=int)
    tutor = SelectField(_l("Tutor"), [InputRequired(_l("Choose the tutor."))], coerce=int)
    office = SelectField(_l("For"), [InputRequired()], coerce=int)
    starts_on = DayField(_l("From"), [DataRequired(_l("From which day?"))])
    ends_on = DayField(_l("Until"), [DataRequired(_l("Until which day?"))])

    def __init__(self, courses, tutors, offices, **kwargs):
        super().__init__(**kwargs)
        things = (courses, tutors, offices)
        self.courses, self.tutors, self.offices = ({thing.id: thing for thing in kind} for kind in things)
        self.course.choices = [SelectChoice(course.id, course.title) for course in courses]
        self.tutor.choices = [SelectChoice(tutor.id, tutor.name) for tutor in tutors]
        self.office.choices = [SelectChoice(office.id, office.name) for office in offices]

    def validate_ends_on(self, field) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first."))

    def fields(self) -> dict:
        return {
            "name": self.name.data,
            "course": self.courses[self.course.data],
            "tutor": self.tutors[self.tutor.data],
            "organisation": self.offices[self.office.data],
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
        }


class HandOverForm(FlaskForm):
    tutor = SelectField(_l("Tutor"), [InputRequired(_l("Choose the tutor."))], coerce=int)

    def __init__(self, tutors, **kwargs):
        super().__init__(**kwargs)
        self.tutors = {tutor.id: tutor for tutor in tutors}
        self.tutor.choices = [SelectChoice(tutor.id, tutor.name) for tutor in tutors]


class NudgeForm(FlaskForm):
    """Whom to remind, with the same words; one that is not among them and nobody is."""

    enrolments = SelectMultipleField(
        _l("Whom to remind"), [DataRequired(_l("Choose at least one learner."))], coerce=int
    )
    text = TextAreaField(
        _l("Your words"),
        [DataRequired(_l("Write a sentence or two.")), Length(max=LONGEST_NUDGE)],
        filters=[stripped],
        description=_l("They read it on their desk and on the page of the course."),
        render_kw={"rows": 3},
    )

    def __init__(self, behind, **kwargs):
        super().__init__(**kwargs)
        self.enrolments.choices = [SelectChoice(enrolment.id, enrolment.learner.name) for enrolment in behind]


class BriefingForm(FlaskForm):
    briefing = TextAreaField(
        _l("Briefing of this week"),
        [DataRequired(_l("Write a few sentences.")), Length(max=LONGEST_BRIEFING)],
        filters=[stripped],
        description=_l("Markdown. What went well, what is next, whose work is worth reading."),
        render_kw={"rows": 8},
    )


class TakeInForm(FlaskForm):
    """Which of those without a tutor come into this group; one that is not among them and nothing is done."""

    enrolments = SelectMultipleField(_l("Learners"), [DataRequired(_l("Choose at least one learner."))], coerce=int)

    def __init__(self, waiting, **kwargs):
        super().__init__(**kwargs)
        self.enrolments.choices = [SelectChoice(enrolment.id, enrolment.learner.name) for enrolment in waiting]
