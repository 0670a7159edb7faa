from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Form, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from teachnet.accounts.models import Subject
from teachnet.db import today
from teachnet.research.models import ResearchProject
from teachnet.research.models.change import LONGEST_REASON
from teachnet.research.models.evidence import LONGEST_TOLD
from teachnet.research.models.milestone import LONGEST_TITLE
from teachnet.research.models.project import LONGEST_QUESTION
from teachnet.research.models.report import LONGEST_NOTE, LONGEST_REPORT
from teachnet.research.models.visit import LONGEST_RECORD
from teachnet.research.words import ChangeKind, EvidenceKind, ResearchKind, ResearchStage, ResearchState
from teachnet.web.fields import DayField, IdsField, Version, choices, or_none, stripped
from teachnet.web.remarks import NoteForm, reason

LEAST_NOTE = 10  # characters of a review: "agreed" helps nobody
LONGEST_PROJECT = timedelta(days=4 * 366)
DUE = {
    ResearchStage.OPENING: "opening_on",
    ResearchStage.MIDTERM: "midterm_on",
    ResearchStage.CONCLUSION: "conclusion_on",
}


def _title(missing) -> StringField:
    return StringField(_l("Title"), [DataRequired(missing), Length(max=LONGEST_TITLE)], filters=[stripped])


def _in(days: int):
    return lambda: today() + timedelta(days=days)


def _to_come(_form, field) -> None:
    if field.data and field.data < today():
        raise ValidationError(_("That day is past."))


def _not_to_come(_form, field) -> None:
    if field.data and field.data > today():
        raise ValidationError(_("That day is still to come."))


class ListFilter(Form):
    stage = SelectField(_l("Stage of the project"), choices=choices(ResearchStage, _l("All stages of projects")))
    state = SelectField(_l("State"), choices=choices(ResearchState, _l("All")))
    risk = SelectField(
        _l("Risk"), choices=[SelectChoice("", _l("Whether at risk or not")), SelectChoice("y", _l("At risk only"))]
    )

    def chosen(self) -> dict:
        words = {"stage": ResearchStage, "state": ResearchState}
        picked = {name: word(self[name].data) for name, word in words.items() if self[name].data in set(word)}
        return picked | {"at_risk": self.risk.data == "y"}


class ProposalForm(FlaskForm):
    title = _title(_l("What is the project called?"))
    kind = RadioField(_l("What kind of project"), default=ResearchKind.SMALL.value, choices=choices(ResearchKind))
    subject = SelectField(
        _l("Subject"), [InputRequired(_l("Which subject is it about?"))], choices=choices(Subject, _l("choose"))
    )
    question = TextAreaField(
        _l("The question"),
        [DataRequired(_l("What do you want to find out?")), Length(max=LONGEST_QUESTION)],
        filters=[stripped],
        description=_l("In two or three sentences: what you see in class, and what you want to know about it."),
        render_kw={"rows": 4},
    )
    opening_on = DayField(_l("Opening until"), [DataRequired(_l("Until which day?")), _to_come], default=_in(60))
    midterm_on = DayField(_l("Mid-term report until"), [DataRequired(_l("Until which day?"))], default=_in(240))
    conclusion_on = DayField(_l("Conclusion until"), [DataRequired(_l("Until which day?"))], default=_in(420))

    def validate_midterm_on(self, field):
        if field.data and self.opening_on.data and field.data <= self.opening_on.data:
            raise ValidationError(_("It comes after the opening."))

    def validate_conclusion_on(self, field):
        if field.data and self.midterm_on.data and field.data <= self.midterm_on.data:
            raise ValidationError(_("It comes after the mid-term report."))
        if field.data and field.data > today() + LONGEST_PROJECT:
            raise ValidationError(_("A project takes four years at most."))

    def told(self) -> dict:
        """Keyword arguments of `ResearchProject.begin`."""
        return {
            "title": self.title.data,
            "kind": ResearchKind(self.kind.data),
            "subject": Subject(self.subject.data),
            "question": self.question.data,
            "due": {stage: self[name].data for stage, name in DUE.items()},
        }


class ReportForm(FlaskForm):
    text = TextAreaField(
        _l("Text of the report"), [DataRequired(_l("There is nothing in it yet.")), Length(max=LONGEST_REPORT)],
        render_kw={"rows": 18},
    )  # fmt: skip
    version = Version(validators=[InputRequired()])

    @classmethod
    def showing(cls, project: ResearchProject) -> "ReportForm":
        """The draft, or the headings that such a report usually has."""
        draft = project.draft
        if draft:
            return cls(formdata=None, data={"text": draft.text, "version": draft.version})
        return cls(formdata=None, data={"text": str(project.stage.parts).replace("\n", "\n\n\n"), "version": 0})


class ReviewForm(FlaskForm):
    note = TextAreaField(
        _l("What the review says"),
        [DataRequired(_l("They read it: say what is good, and what has to change.")), Length(LEAST_NOTE, LONGEST_NOTE)],
        filters=[stripped],
        render_kw={"rows": 4},
    )


class MemberForm(FlaskForm):
    name = StringField(
        _l("Full name"), [DataRequired(_l("Whom do you take in?")), Length(max=100)], filters=[stripped],
        description=_l("Somebody who works in the same county."),
    )  # fmt: skip


class MilestoneForm(FlaskForm):
    title = _title(_l("What is to be done by then?"))
    due_on = DayField(_l("Due on"), [DataRequired(_l("Until which day?")), _to_come], default=_in(30))


class EvidenceForm(FlaskForm):
    kind = SelectField(_l("What is it?"), choices=choices(EvidenceKind), coerce=EvidenceKind)
    title = _title(_l("What is it called?"))
    day = DayField(_l("Day"), [DataRequired(_l("On which day?")), _not_to_come], default=today)
    told = TextAreaField(
        _l("What it shows"),
        [DataRequired(_l("Say what it shows for the question.")), Length(max=LONGEST_TOLD)],
        filters=[stripped],
        render_kw={"rows": 4},
    )
    file = FileField(_l("File"), description=_l("A photo, a table, a recording. Pupils are not to be recognised."))
    upload_id = IdsField()

    def fields(self) -> dict:
        return {name: self[name].data for name in ("kind", "title", "day", "told")}


class ChangeForm(FlaskForm):
    kind = RadioField(_l("What changes"), [InputRequired(_l("Choose what changes."))], choices=choices(ChangeKind))
    milestone = SelectField(_l("More time for"), [Optional()], coerce=or_none(int))
    until = DayField(_l("Until"), [Optional(), _to_come])
    title = StringField(_l("New title"), [Optional(), Length(max=LONGEST_TITLE)], filters=[stripped])
    leader = SelectField(_l("New leader"), [Optional()], coerce=or_none(int))
    reason = TextAreaField(
        _l("Reason"), [DataRequired(_l("Say why.")), Length(max=LONGEST_REASON)], filters=[stripped],
        render_kw={"rows": 3},
    )  # fmt: skip

    def __init__(self, project: ResearchProject, **kwargs):
        super().__init__(**kwargs)
        self.open = {one.id: one for one in project.milestones if one.reached_on is None}
        self.people = {member.person_id: member.person for member in project.people}
        self.milestone.choices = [SelectChoice("", _l("choose"))]
        self.milestone.choices += [SelectChoice(number, one.label) for number, one in self.open.items()]
        self.leader.choices = [SelectChoice("", _l("choose"))]
        others = (person for person in self.people.values() if person.id != project.leader_id)
        self.leader.choices += [SelectChoice(person.id, person.name) for person in others]

    @property
    def chosen(self) -> ChangeKind:
        return ChangeKind(self.kind.data)

    def validate_kind(self, field):
        """What a change needs is asked for beside it."""
        kind = field.data
        needed: dict[str, Sequence] = {
            ChangeKind.EXTENSION.value: (self.milestone, self.until),
            ChangeKind.TITLE.value: (self.title,),
            ChangeKind.LEADER.value: (self.leader,),
        }
        empty = [one.label.text for one in needed.get(kind, ()) if not one.data]
        if empty:
            raise ValidationError(_("Fill in as well: %(fields)s.", fields=", ".join(str(one) for one in empty)))

    def asked(self) -> dict:
        """Keyword arguments of `ChangeRequest.ask`."""
        given = {"reason": self.reason.data}
        match self.chosen:
            case ChangeKind.EXTENSION:
                return given | {"milestone": self.open[self.milestone.data], "until": self.until.data}
            case ChangeKind.TITLE:
                return given | {"title": self.title.data}
            case ChangeKind.LEADER:
                return given | {"new_leader": self.people[self.leader.data]}
            case ChangeKind.END:
                return given


class RefusalForm(NoteForm):
    note = reason(_l("Say why: those in the project read it."))


class VisitForm(FlaskForm):
    planned_on = DayField(_l("Day of the visit"), [DataRequired(_l("On which day?")), _to_come], default=_in(7))


class RecordForm(FlaskForm):
    held_on = DayField(_l("Held on"), [DataRequired(_l("On which day?")), _not_to_come], default=today)
    seen = TextAreaField(
        _l("What you saw and heard"), [DataRequired(_l("Say what you saw.")), Length(max=LONGEST_RECORD)],
        filters=[stripped], render_kw={"rows": 6},
    )  # fmt: skip
    advice = TextAreaField(
        _l("What you advise"), [DataRequired(_l("Say what you advise.")), Length(max=LONGEST_RECORD)],
        filters=[stripped], render_kw={"rows": 4},
    )  # fmt: skip


class AnswerForm(FlaskForm):
    answer = TextAreaField(
        _l("What you make of it"), [DataRequired(_l("Say what you do with the advice.")), Length(max=LONGEST_RECORD)],
        filters=[stripped], render_kw={"rows": 4},
    )  # fmt: skip


class OutcomeForm(FlaskForm):
    resource = SelectField(_l("One of my resources"), [InputRequired(_l("Choose one."))], coerce=or_none(int))

    def __init__(self, own: Iterable[tuple[int, str]], **kwargs):
        super().__init__(**kwargs)
        self.resource.choices = [SelectChoice("", _l("choose"))]
        self.resource.choices += [SelectChoice(number, title) for number, title in own]
