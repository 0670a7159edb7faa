import re
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField, TimeField, URLField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from teachnet.accounts.models import Stage, Subject
from teachnet.db import CITY_TIME, utcnow
from teachnet.teams.models import Audience, OnlineSession, TeamKind
from teachnet.web.fields import DayField, NumberField, choices, stripped

MOST_ITEMS, MOST_TIMES = 30, 20
RHYTHMS = {0: _l("Once"), 1: _l("Every week"), 2: _l("Every two weeks"), 4: _l("Every four weeks")}
COPIED = ("title", "time", "minutes", "audience", "link", "seats", "agenda", "purpose")
AGENDA_LINE = re.compile(
    r"(?P<minutes>\d{1,3})\s*(?:分钟|分|min(?:utes?)?|['′])?[\s,，:：.、-]*(?P<title>.+)", re.ASCII
)


def agenda_of(text: str) -> list[tuple[int, str]]:
    """(minutes, title) of each line. "10 分钟 说课" and "15 discussion" are both understood."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [AGENDA_LINE.fullmatch(line) for line in lines]
    for line, match in zip(lines, found, strict=True):
        if match is None or int(match["minutes"]) == 0:
            raise ValueError(line)
    return [(int(match["minutes"]), match["title"].strip()[:200]) for match in found]


class SessionForm(FlaskForm):
    """One short form; everything but title, day and time has a sensible start."""

    title = StringField(
        _l("Topic"), [DataRequired(_l("What is the session about?")), Length(max=100)], filters=[stripped]
    )
    day = DayField(_l("Day"), [DataRequired(_l("On which day?"))])
    time = TimeField(_l("Begins at"), [InputRequired(_l("At what time?"))])
    minutes = NumberField(
        _l("Minutes"), [InputRequired(_l("How long?")), NumberRange(5, 600, _l("From 5 to 600 minutes."))], default=90,
        render_kw={"data-chars": "4", "inputmode": "numeric"},
    )  # fmt: skip
    audience = RadioField(
        _l("Who is invited"), [InputRequired()], default=Audience.TEAM.value,
        choices=choices(Audience),
    )  # fmt: skip
    link = URLField(
        _l("Link of the video call"),
        [Optional(), Length(max=500), URL(message=_l("Paste the whole link, beginning with https://"))],
        filters=[stripped],
        description=_l("Shown only to those who signed up."),
    )
    seats = NumberField(
        _l("Seats"), [Optional(), NumberRange(1, 10_000, _l("At least one seat."))],
        description=_l("Empty: as many as like."), render_kw={"data-chars": "4", "inputmode": "numeric"},
    )  # fmt: skip
    agenda = TextAreaField(
        _l("Agenda"),
        [Optional(), Length(max=5000)],
        description=_l("One item a line, minutes first: “10 Two clips of asking why”."),
        filters=[stripped],
    )
    purpose = TextAreaField(_l("What for, and what to prepare"), [Optional(), Length(max=2000)], filters=[stripped])

    def validate_time(self, field):
        if self.day.data and field.data and self.begins <= utcnow():
            raise ValidationError(_("That is past. A session begins in the future."))

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day.data, self.time.data, tzinfo=CITY_TIME)

    def validate_agenda(self, field):
        try:
            items = agenda_of(field.data or "")
        except ValueError as line:
            raise ValidationError(
                _("This line does not begin with its minutes: “%(line)s”", line=str(line)[:40])
            ) from None
        if len(items) > MOST_ITEMS:
            raise ValidationError(_("At most %(n)s items.", n=MOST_ITEMS))

    def planned(self) -> dict:
        """Keyword arguments of `OnlineSession.plan`."""
        return {
            "title": self.title.data,
            "purpose": self.purpose.data or "",
            "starts_at": self.begins,
            "minutes": self.minutes.data,
            "link": self.link.data or "",
            "seats": self.seats.data,
            "audience": Audience(self.audience.data),
            "agenda": agenda_of(self.agenda.data or ""),
        }

    @classmethod
    def showing(cls, session: OnlineSession) -> "SessionForm":
        begins = session.starts_at.astimezone(CITY_TIME)
        return cls(
            formdata=None,
            data={
                **{name: getattr(session, name) for name in ("title", "purpose", "link", "seats")},
                "day": begins.date(),
                "time": begins.time(),
                "minutes": session.minutes,
                "audience": session.audience.value,
                "agenda": "\n".join(f"{item.minutes} {item.title}" for item in session.agenda),
            },
        )


class NewSessionForm(SessionForm):
    """Also for several at once; each of them stands for itself afterwards."""

    every = SelectField(_l("Repeats"), coerce=int, default=0)
    times = NumberField(
        _l("How many in all"),
        [Optional(), NumberRange(2, MOST_TIMES, _l("From 2 to %(n)s.", n=MOST_TIMES))],
        description=_l("Only when it repeats."),
        render_kw={"data-chars": "4", "inputmode": "numeric"},
    )
    anyway = BooleanField(_l("Plan it all the same"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.every.choices = [SelectChoice(weeks, text) for weeks, text in RHYTHMS.items()]

    def validate_every(self, field):
        if field.data and not self.times.data:
            raise ValidationError(_("How many sessions are there to be?"))

    def all_planned(self) -> list[dict]:
        """Keyword arguments of `OnlineSession.plan` for each; a clock in the city shows the same time for all."""
        first, weeks = self.planned(), self.every.data
        days = [self.day.data + timedelta(weeks=weeks * n) for n in range(self.times.data if weeks else 1)]
        return [first | {"starts_at": datetime.combine(day, self.time.data, tzinfo=CITY_TIME)} for day in days]

    @classmethod
    def like(cls, session: OnlineSession) -> "NewSessionForm":
        """All but the day, which is for whoever copies to choose."""
        shown = SessionForm.showing(session).data
        return cls(formdata=None, data={name: shown[name] for name in COPIED})


class LikeFilter(Form):
    """Which session is copied."""

    like = NumberField()


class CancelForm(FlaskForm):
    reason = StringField(
        _l("Reason"), [DataRequired(_l("Tell those who signed up why.")), Length(max=500)], filters=[stripped]
    )


class TeamForm(FlaskForm):
    name = StringField(
        _l("Name of the team"), [DataRequired(_l("Give the team a name.")), Length(max=100)], filters=[stripped]
    )
    kind = RadioField(_l("What it is"), [InputRequired()], default=TeamKind.SUBJECT.value, choices=choices(TeamKind))
    subject = SelectField(_l("Subject"), [InputRequired()])
    stage = SelectField(_l("Stage"), [InputRequired()])
    region = SelectField(_l("Region"), [InputRequired()], coerce=int)
    lead = StringField(
        _l("Lead (user name)"),
        [Optional(), Length(max=60)],
        filters=[stripped],
        description=_l("Empty: yourself."),
        render_kw={"autocapitalize": "none"},
    )
    purpose = TextAreaField(_l("What the team works on"), [Optional(), Length(max=1000)], filters=[stripped])

    def __init__(self, regions, **kwargs):
        super().__init__(**kwargs)
        self.subject.choices = choices(Subject)
        self.stage.choices = choices(Stage)
        self.region.choices = [SelectChoice(region.id, region.name) for region in regions]


class TakeInForm(FlaskForm):
    name = StringField(
        _l("Full name"), [DataRequired(_l("Type the full name.")), Length(max=100)], filters=[stripped],
        description=_l("Somebody who works in the team’s region."),
    )  # fmt: skip
