from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from teachnet.accounts.models import Stage, Subject
from teachnet.files.kinds import ALLOWED
from teachnet.library.chapters import ChaptersField
from teachnet.library.models import (
    Licence,
    MicroSkill,
    Recommendation,
    ResourceKind,
    ResourceVersion,
    ReturnReason,
    Visibility,
)
from teachnet.web.fields import IdsField, NumberField, choices, or_none, stripped

PLEASE = _l("Please choose")
ACCEPTED = ",".join(f".{extension}" for found in ALLOWED for extension in found.extensions)


class ResourceForm(FlaskForm):
    title = StringField(
        _l("Resource title"),
        [DataRequired(_l("Give it a title that somebody would look for.")), Length(max=120)],
        filters=[stripped],
    )
    kind = RadioField(_l("Type of material"), [DataRequired(_l("Say what it is."))], choices=choices(ResourceKind))
    file = MultipleFileField(
        _l("Files"),
        description=_l(
            "mp4, webm, mp3, PDF, docx, pptx, xlsx, pictures or plain text. The first one is the main file."
        ),
        render_kw={"accept": ACCEPTED},
    )
    upload_id = IdsField()
    skill = SelectField(_l("Micro-skill"), [DataRequired(_l("Choose the micro-skill it shows."))])
    subject = SelectField(_l("Subject"), [DataRequired(_l("Choose the subject."))], choices=choices(Subject, PLEASE))
    stage = SelectField(_l("Stage"), [DataRequired(_l("Choose the stage."))], choices=choices(Stage, PLEASE))
    summary = TextAreaField(
        _l("Summary"),
        [Optional(), Length(max=2000)],
        filters=[stripped],
        description=_l("Which lesson it is from, what to look at, for whom it is useful."),
    )
    chapters = ChaptersField(
        _l("Chapters of a clip"),
        [Optional()],
        description=_l("A line each: the time, then what begins there, e.g. “1:16 The first question”."),
        render_kw={"rows": 4},
    )
    licence = SelectField(_l("Licence"), [DataRequired(_l("Choose a licence."))], choices=choices(Licence, PLEASE))
    source = StringField(
        _l("Source"),
        [DataRequired(_l("Say where it comes from, e.g. “own work”.")), Length(max=200)],
        filters=[stripped],
    )
    pupils_recognisable = BooleanField(_l("Pupils can be recognised in it"))
    consent_reference = StringField(
        _l("Where the parents’ consent is kept"),
        [Length(max=200)],
        filters=[stripped],
        description=_l("Needed when pupils can be recognised, e.g. “signed forms, class 3.2, office folder 2026-10”."),
    )
    visibility = RadioField(
        _l("Who may find it"),
        [Optional()],
        choices=choices(Visibility),
        filters=[stripped],
        description=_l("Without a choice: the whole city; with recognisable pupils, your school only."),
    )

    def __init__(self, skills: list[MicroSkill], version: ResourceVersion | None = None, **kwargs):
        super().__init__(obj=version, **kwargs)
        self.skills = {skill.code: skill for skill in skills}
        self.skill.choices = [SelectChoice("", PLEASE)]
        self.skill.choices += [SelectChoice(code, skill.full_label) for code, skill in self.skills.items()]
        if version and not self.is_submitted():
            self.skill.data = version.skill.code

    def validate_consent_reference(self, field) -> None:
        if self.pupils_recognisable.data and not field.data:
            raise ValidationError(_("Pupils can be recognised: say where the parents’ consent is kept."))

    def fields(self) -> dict:
        """What a version is made of, as the domain knows it."""
        typed = ("title", "source", "pupils_recognisable")
        widest = Visibility.SCHOOL if self.pupils_recognisable.data else Visibility.CITY
        return {name: self[name].data for name in typed} | {
            "summary": self.summary.data or "",
            "chapters": self.chapters.data or [],
            "consent_reference": self.consent_reference.data or "",
            "kind": ResourceKind(self.kind.data),
            "skill": self.skills[self.skill.data],
            "subject": Subject(self.subject.data),
            "stage": Stage(self.stage.data),
            "licence": Licence(self.licence.data),
            "visibility": Visibility(self.visibility.data) if self.visibility.data else widest,
        }


class FilesForm(FlaskForm):
    """More files for a version, sent now or waiting already."""

    file = MultipleFileField(
        _l("Files"),
        description=_l("mp4, webm, mp3, PDF, docx, pptx, xlsx, pictures or plain text."),
        render_kw={"accept": ACCEPTED},
    )
    upload_id = IdsField()


class PlaceForm(FlaskForm):
    position = NumberField(default=0)


class ReturnForm(FlaskForm):
    reasons = SelectMultipleField(
        _l("What has to change"),
        [DataRequired(_l("Choose at least one reason."))],
        choices=choices(ReturnReason),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField(
        _l("In your words"),
        [DataRequired(_l("Say what the author should do.")), Length(max=1000)],
        filters=[stripped],
    )


class QuestionForm(FlaskForm):
    question = TextAreaField(
        _l("Your question"),
        [DataRequired(_l("Say what you want to know.")), Length(max=500)],
        filters=[stripped],
        description=_l("The platform asks another reviewer who may judge it. You decide; they advise."),
    )


class AnswerForm(FlaskForm):
    recommendation = RadioField(
        _l("What would you do?"), [DataRequired(_l("Choose one of the two."))], choices=choices(Recommendation)
    )
    words = TextAreaField(
        _l("Your answer"), [DataRequired(_l("Say why, in a sentence or two.")), Length(max=1000)], filters=[stripped]
    )


class QueueFilter(Form):
    """What of the review queue is shown; what is not on a list filters nothing."""

    subject = SelectField(
        _l("Subject"), [Optional()], choices=choices(Subject, _l("All subjects")), coerce=or_none(Subject)
    )
    stage = SelectField(_l("Stage"), [Optional()], choices=choices(Stage, _l("All stages")), coerce=or_none(Stage))
    kind = SelectField(
        _l("Type of material"),
        [Optional()],
        choices=choices(ResourceKind, _l("All types")),
        coerce=or_none(ResourceKind),
    )

    def __init__(self):
        super().__init__(request.args)
        self.validate()

    def wanted(self) -> dict:
        """Keyword arguments of `queries.in_field`."""
        return {field.name: None if field.errors else field.data for field in self}

    @property
    def narrows(self) -> bool:
        return any(self.wanted().values())


class WithdrawForm(FlaskForm):
    reason = StringField(_l("Reason"), [Optional(), Length(max=500)], filters=[stripped])
