from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Form, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from teachnet.db import today
from teachnet.library.forms import ACCEPTED
from teachnet.library.opinions.models import STARS, Adoption, By, Collection, Measure, Period, ReportReason, Sharing
from teachnet.web.fields import DayField, IdsField, choices, stripped

STAR_WORDS = {
    5: _l("5 – I would use it again at once"),
    4: _l("4 – useful"),
    3: _l("3 – useful in parts"),
    2: _l("2 – of little use"),
    1: _l("1 – of no use"),
}


class RatingForm(FlaskForm):
    stars = SelectField(
        _l("How useful is it?"),
        [DataRequired(_l("Choose from 1 to 5."))],
        choices=[
            SelectChoice("", _l("Please choose")),
            *(SelectChoice(str(one), STAR_WORDS[one]) for one in STARS[::-1]),
        ],
    )


class CommentForm(FlaskForm):
    text = TextAreaField(
        _l("Your comment"),
        [DataRequired(_l("Write something first.")), Length(max=2000)],
        filters=[stripped],
        description=_l("Everybody who sees this resource reads it, with your name. No names of pupils, please."),
    )


class ReportForm(FlaskForm):
    reason = RadioField(
        _l("What is wrong with it?"), [DataRequired(_l("Choose a reason."))], choices=choices(ReportReason)
    )
    note = StringField(_l("In your words"), [Optional(), Length(max=500)], filters=[stripped])


class HideForm(FlaskForm):
    reason = StringField(
        _l("Reason"),
        [DataRequired(_l("Say why: its writer will read it.")), Length(max=500)],
        filters=[stripped],
        description=_l("Its writer will read it."),
    )


class CollectionForm(FlaskForm):
    title = StringField(
        _l("Name of the collection"), [DataRequired(_l("Give it a name.")), Length(max=80)], filters=[stripped]
    )
    sharing = RadioField(_l("Who finds it"), [DataRequired(_l("Choose who finds it."))], choices=choices(Sharing))

    def __init__(self, collection: Collection | None = None, **kwargs):
        super().__init__(obj=collection, data=None if collection else {"sharing": Sharing.PRIVATE.value}, **kwargs)
        self.collection = collection

    def fields(self) -> dict:
        return {"title": self.title.data, "sharing": Sharing(self.sharing.data)}


class CollectForm(FlaskForm):
    """Into one of mine, or into a new one that only I see."""

    collection = SelectField(_l("Collection"), [Optional()])
    title = StringField(
        _l("Name of the new collection"),
        [Length(max=80)],
        filters=[stripped],
        description=_l("Leave it empty to use the one chosen above."),
    )

    def __init__(self, held, **kwargs):
        super().__init__(**kwargs)
        self.collection.choices = [SelectChoice("", _l("Please choose"))]
        self.collection.choices += [SelectChoice(str(one.id), one.title) for one in held if not one.holds]

    def validate_title(self, field) -> None:
        if not field.data and not self.collection.data:
            raise ValidationError(_("Choose a collection or name a new one."))


class AdoptionForm(FlaskForm):
    class_name = StringField(
        _l("Class"),
        [DataRequired(_l("Say in which class.")), Length(max=40)],
        filters=[stripped],
        description=_l("For example “Grade 3, class 2”. No names of pupils."),
    )
    taught_on = DayField(_l("Day of the lesson"), [DataRequired(_l("Say on which day."))])
    what_happened = TextAreaField(
        _l("What happened"),
        [DataRequired(_l("Say in a sentence or two what happened.")), Length(max=2000)],
        filters=[stripped],
        description=_l(
            "What you kept, what you changed, what the pupils did. Everybody who sees the resource reads it."
        ),
    )
    file = FileField(
        _l("Evidence"),
        description=_l("A board, a plan, a worksheet: PDF, docx, pptx, xlsx, a picture, mp4, mp3 or plain text."),
        render_kw={"accept": ACCEPTED},
    )
    upload_id = IdsField()

    def __init__(self, adoption: Adoption | None = None, **kwargs):
        super().__init__(obj=adoption, **kwargs)
        self.file.flags.optional = True
        if adoption and not self.is_submitted():
            self.file.data = None

    def validate_taught_on(self, field) -> None:
        if field.data and field.data > today():
            raise ValidationError(_("This day is still to come: tell of the lesson once it has been taught."))

    def fields(self) -> dict:
        return {name: self[name].data for name in ("class_name", "taught_on", "what_happened")}


class FiguresFilter(Form):
    """All that an address of the figures can say; what it says that does not exist is forgotten."""

    by = SelectField(_l("Added up by"), choices=choices(By))
    measure = SelectField(_l("Drawn by"), choices=choices(Measure))
    period = SelectField(_l("Period"), choices=choices(Period))

    def __init__(self, asked):
        super().__init__(asked)
        self.by.data = self.by.data if self.by.data in set(By) else By.ITEM.value
        self.measure.data = self.measure.data if self.measure.data in set(Measure) else Measure.VIEWS.value
        self.period.data = self.period.data if self.period.data in set(Period) else Period.QUARTER.value

    @property
    def by_what(self) -> By:
        return By(self.by.data)

    @property
    def drawn(self) -> Measure:
        """Of users, only their adoptions are known."""
        return Measure.ADOPTIONS if self.by_what.is_about_users else Measure(self.measure.data)

    @property
    def days(self) -> Period:
        return Period(self.period.data)

    @property
    def address(self) -> dict[str, str]:
        return {"by": self.by_what.value, "measure": self.drawn.value, "period": self.days.value}
