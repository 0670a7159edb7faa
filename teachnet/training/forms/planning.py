"""What the city types to plan programmes and cohorts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.training.models import Programme, ProgrammeKind
from teachnet.training.models.cohort import DAYS
from teachnet.web.fields import DayField, NumberField, Version, choices, or_none, stripped
from teachnet.web.filters import day

NUMBER = {"data-chars": "4", "inputmode": "numeric"}


class ProgrammeForm(FlaskForm):
    title = StringField(
        _l("Name of the programme"),
        [DataRequired(_l("Give the programme a name.")), Length(max=100)],
        filters=[stripped],
    )
    kind = SelectField(
        _l("Kind of programme"),
        [DataRequired(_l("Choose the kind."))],
        choices=choices(ProgrammeKind),
    )
    year = NumberField(
        _l("Year"),
        [InputRequired(_l("Which year?")), NumberRange(2000, 2100, _l("A year like 2026."))],
        render_kw=NUMBER,
    )
    document_number = StringField(
        _l("Document number"),
        [Optional(), Length(max=60)],
        filters=[stripped],
        description=_l("As it stands on the notice, e.g. 淄教师字〔2026〕18 号."),
    )
    hours = NumberField(
        _l("Hours"),
        [InputRequired(_l("How many hours does it count?")), NumberRange(1, 2000, _l("From 1 to 2,000 hours."))],
        description=_l("Fixed when the programme is approved; certificates will quote them."),
        render_kw=NUMBER,
    )
    about = TextAreaField(_l("What it is about"), [Optional(), Length(max=5000)], filters=[stripped])
    version = Version(validators=[Optional()])

    def fill(self, programme: Programme) -> None:
        programme.title, programme.kind, programme.year = self.title.data, ProgrammeKind(self.kind.data), self.year.data
        programme.document_number, programme.hours = self.document_number.data or "", self.hours.data
        programme.about = self.about.data or ""


class CopyForm(FlaskForm):
    year = NumberField(
        _l("For the year"),
        [InputRequired(_l("Which year?")), NumberRange(2000, 2100, _l("A year like 2026."))],
        render_kw=NUMBER,
    )


class CohortForm(FlaskForm):
    """A cohort; which county gets how many of its seats stands in the quota grid."""

    title = StringField(
        _l("Name of the cohort"), [DataRequired(_l("Give the cohort a name.")), Length(max=100)], filters=[stripped]
    )
    number = NumberField(
        _l("Number of the cohort"),
        [InputRequired(_l("1 for the first.")), NumberRange(1, 999, _l("From 1 to 999."))],
        default=1,
        render_kw=NUMBER,
    )
    stage = SelectField(_l("Stage"), choices=choices(Stage, _l("Every stage")), coerce=or_none(Stage))
    subject = SelectField(_l("Subject"), choices=choices(Subject, _l("Every subject")), coerce=or_none(Subject))
    host_organisation_id = SelectField(_l("Held at"), [InputRequired(_l("Choose where it is held."))], coerce=int)
    host_id = SelectField(_l("Class host"), coerce=or_none(int))
    opens_on = DayField(_l("Applications from"), [DataRequired(_l("From which day?"))])
    closes_on = DayField(_l("Applications until"), [DataRequired(_l("Until which day?"))])
    county_review_by = DayField(_l("Counties review until"), [DataRequired(_l("Until which day?"))])
    confirm_by = DayField(_l("Teachers confirm until"), [DataRequired(_l("Until which day?"))])
    starts_on = DayField(_l("First day"), [DataRequired(_l("On which day does it begin?"))])
    ends_on = DayField(_l("Last day"), [DataRequired(_l("On which day does it end?"))])
    promotes_until = DayField(
        _l("From the reserve until"),
        [Optional()],
        description=_l("After this day nobody moves up from the reserve. Empty: until the cohort begins."),
    )
    offer_days = NumberField(
        _l("Days an offer stands"),
        [InputRequired(_l("How many days?")), NumberRange(1, 30, _l("From 1 to 30 days."))],
        description=_l("So long somebody on the reserve has to take a free place; then it goes to the next."),
        default=3,
        render_kw=NUMBER,
    )
    seats = NumberField(
        _l("Seats of the cohort"),
        [InputRequired(_l("How many seats?")), NumberRange(1, 5000, _l("From 1 to 5,000 seats."))],
        render_kw=NUMBER,
    )
    version = Version(validators=[Optional()])

    DAYS, RESERVE = DAYS, ("promotes_until", "offer_days")
    allocated = 0  # so many seats the counties have already

    def offer(self, places: list[Organisation], hosts: list[Person], allocated: int) -> None:
        self.allocated = allocated
        self.host_organisation_id.choices = [SelectChoice(place.id, place.name) for place in places]
        people = [SelectChoice(host.id, host.name) for host in hosts]
        self.host_id.choices = [SelectChoice("", _l("Nobody yet")), *people]

    def validate(self, extra_validators=None) -> bool:
        return super().validate(extra_validators) and self._days_follow() and self._seats_suffice()

    def _days_follow(self) -> bool:
        """Each day may not lie before the one above it."""
        for earlier, later in zip(self.DAYS, self.DAYS[1:], strict=False):
            before, after = self[earlier], self[later]
            if after.data < before.data:
                text = _("This lies before “%(day)s” (%(date)s).", day=before.label.text, date=day(before.data))
                after.errors = [*after.errors, text]
        frozen = self.promotes_until
        if frozen.data and not self.closes_on.data <= frozen.data <= self.starts_on.data:
            ends = {"one": self.closes_on.label.text, "other": self.starts_on.label.text}
            text = _("A day between “%(one)s” and “%(other)s”.", **ends)
            frozen.errors = [*frozen.errors, text]
        return not self.errors

    def _seats_suffice(self) -> bool:
        if self.seats.data < self.allocated:
            given = _("The counties have %(given)s of its seats already; change the quota first.", given=self.allocated)
            self.seats.errors = [*self.seats.errors, given]
        return not self.errors

    def fill(self, cohort) -> None:
        for name in self.data.keys() - {"csrf_token", "version"}:
            setattr(cohort, name, self[name].data)
