from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from teachnet.accounts.models import Person
from teachnet.db import today
from teachnet.minutes.models import ActionItem, EntryKind
from teachnet.minutes.models.action_item import LONGEST_NOTE
from teachnet.minutes.models.entry import LONGEST
from teachnet.web.fields import DayField, Version, choices, stripped


class EntryForm(FlaskForm):
    text = TextAreaField(
        _l("Paragraph"),
        [DataRequired(_l("Write something.")), Length(max=LONGEST)],
        filters=[stripped],
        render_kw={"rows": "4"},
    )
    kind = RadioField(
        _l("Kind of paragraph"), [InputRequired()], default=EntryKind.NOTE.value, choices=choices(EntryKind)
    )


class ChangeForm(EntryForm):
    version = Version(validators=[InputRequired()])


class SeenForm(FlaskForm):
    """A button that stands for what was read up to this version."""

    version = Version(validators=[InputRequired()])


class ReasonForm(FlaskForm):
    reason = StringField(
        _l("Reason"), [DataRequired(_l("Say why.")), Length(max=LONGEST_NOTE)], filters=[stripped]
    )  # fmt: skip


class NoteForm(FlaskForm):
    note = StringField(
        _l("What came out of it"), [Optional(), Length(max=LONGEST_NOTE)], filters=[stripped]
    )  # fmt: skip


class OwnerForm(FlaskForm):
    owner = SelectField(_l("Who"), [InputRequired(_l("Who takes it on?"))], coerce=int)
    due_on = DayField(_l("Until"), [DataRequired(_l("Until which day?"))])

    def __init__(self, people: Iterable[Person], **kwargs):
        super().__init__(**kwargs)
        self.people = {person.id: person for person in people}
        self.owner.choices = [SelectChoice(person.id, person.name) for person in self.people.values()]

    def validate_due_on(self, field):
        if field.data and field.data < today():
            raise ValidationError(_("That day is past."))

    @property
    def chosen(self) -> Person:
        return self.people[self.owner.data]


class ActionForm(OwnerForm):
    what = StringField(
        _l("What is to be done"), [DataRequired(_l("Say what is to be done.")), Length(max=300)], filters=[stripped]
    )  # fmt: skip


class HandOnForm(OwnerForm):
    reason = StringField(
        _l("Why"), [DataRequired(_l("Say why.")), Length(max=LONGEST_NOTE)], filters=[stripped]
    )  # fmt: skip

    @classmethod
    def showing(cls, item: ActionItem, people: Iterable[Person]) -> "HandOnForm":
        return cls(people, formdata=None, data={"owner": item.owner_id, "due_on": item.due_on})
