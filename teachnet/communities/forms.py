from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.accounts.models import Organisation
from teachnet.communities.models import (
    LEAST_OUTCOME,
    LONGEST_NOTE,
    LONGEST_OUTCOME,
    ActivityKind,
    Community,
    Owing,
    SchoolPart,
)
from teachnet.db import today
from teachnet.web.fields import DayField, NumberField, choices, or_none, stripped

LEAST_NOTE = 5


class CommunityForm(FlaskForm):
    name = StringField(
        _l("Name of the community"), [DataRequired(_l("Give it a name.")), Length(max=100)], filters=[stripped]
    )
    region = SelectField(_l("Region"), [InputRequired()], coerce=int)
    coordinator = StringField(
        _l("Coordinator (full name)"), [DataRequired(_l("Who coordinates it?")), Length(max=100)], filters=[stripped],
        description=_l("Somebody who works in the region."),
    )  # fmt: skip
    purpose = TextAreaField(_l("What it is for"), [Optional(), Length(max=1000)], filters=[stripped])

    def __init__(self, regions: Iterable[Organisation], **kwargs):
        super().__init__(**kwargs)
        self.regions = {region.id: region for region in regions}
        self.region.choices = [SelectChoice(region.id, region.name) for region in self.regions.values()]

    @property
    def chosen(self) -> Organisation:
        return self.regions[self.region.data]


class SchoolForm(FlaskForm):
    school = StringField(
        _l("School (full name)"), [DataRequired(_l("Which school?")), Length(max=100)], filters=[stripped]
    )
    part = RadioField(_l("Its part"), [InputRequired()], default=SchoolPart.PARTNER.value, choices=choices(SchoolPart))


class ObligationForm(FlaskForm):
    kind = SelectField(_l("What is owed"), [InputRequired()], choices=choices(ActivityKind))
    owed_by = SelectField(_l("By whom"), [InputRequired()], choices=choices(Owing))
    times = NumberField(
        _l("Times in the term"), [InputRequired(_l("How often?")), NumberRange(0, 40, _l("From 0 to 40."))],
        description=_l("0 takes it off."), render_kw={"data-chars": "3", "inputmode": "numeric"},
    )  # fmt: skip


class ActivityForm(FlaskForm):
    kind = RadioField(_l("What was it"), [InputRequired(_l("Choose what it was."))], choices=choices(ActivityKind))
    title = StringField(_l("Topic"), [DataRequired(_l("What was it about?")), Length(max=120)], filters=[stripped])
    day = DayField(_l("Day"), [DataRequired(_l("On which day?"))], default=today)
    giver = SelectField(_l("Given by"), [InputRequired(_l("Which school gave it?"))], coerce=or_none(int))
    receiver = SelectField(_l("Given to"), coerce=or_none(int))
    outcome = TextAreaField(
        _l("What was done, and what came of it"),
        [DataRequired(_l("Say what came of it.")), Length(LEAST_OUTCOME, LONGEST_OUTCOME)],
        filters=[stripped],
        description=_l("The school that received it reads this before it confirms."),
    )

    def __init__(self, community: Community, givers: Iterable[Organisation], **kwargs):
        super().__init__(**kwargs)
        self.schools = {member.school_id: member.school for member in community.schools}
        self.giver.choices = [SelectChoice(school.id, school.name) for school in givers]
        others = [SelectChoice(number, school.name) for number, school in self.schools.items()]
        self.receiver.choices = [SelectChoice("", _l("all schools of the community")), *others]

    def validate_day(self, field):
        if field.data and field.data > today():
            raise ValidationError(_("That day is still to come."))

    def validate_receiver(self, field):
        if field.data and field.data == self.giver.data:
            raise ValidationError(_("A school gives to another one."))
        if not field.data and self.kind.data in (ActivityKind.LESSON.value, ActivityKind.EXCHANGE.value):
            raise ValidationError(_("Say to which school."))

    def told(self) -> dict:
        return {
            "kind": ActivityKind(self.kind.data),
            "title": self.title.data,
            "day": self.day.data,
            "giver": self.schools[self.giver.data],
            "receiver": self.schools.get(self.receiver.data),
            "outcome": self.outcome.data,
        }


class DecisionForm(FlaskForm):
    note = StringField(
        _l("What it brought, or why not"),
        [DataRequired(_l("Say it in a sentence.")), Length(LEAST_NOTE, LONGEST_NOTE)],
        filters=[stripped],
    )
