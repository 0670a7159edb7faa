from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from teachnet.files.models import StoredFile
from teachnet.library.models import MicroSkill
from teachnet.notes.models import Note, Reach
from teachnet.teams.models import Team
from teachnet.web.fields import stripped
from teachnet.web.playtime import PlaytimeField, playtime

SLACK = 1000  # milliseconds: a player may say a little more than the file does


class NoteForm(FlaskForm):
    """Its fields have ids of their own: it stands on a page with other forms."""

    text = TextAreaField(
        _l("What you noticed"), [DataRequired(_l("Write what you see there.")), Length(max=2000)], filters=[stripped]
    )
    starts = PlaytimeField(_l("Time in the clip"), [InputRequired(_l("Say where in the clip, e.g. 2:18."))])
    ends = PlaytimeField(_l("Up to"), [Optional()])
    skill = SelectField(_l("Micro-skill"), [Optional()])
    reach = SelectField(_l("Who sees it"), [DataRequired()])

    def __init__(
        self, file: StoredFile, skills: Iterable[MicroSkill], teams: Iterable[Team], note: Note | None = None, **kwargs
    ):
        shown = {} if note is None else _shown(note)
        super().__init__(prefix="note-", data=shown, **kwargs)
        self.file = file
        self.skills = {skill.code: skill for skill in skills}
        self.teams = {f"team-{team.id}": team for team in teams}
        self.skill.choices = [SelectChoice("", _l("None"))]
        self.skill.choices += [SelectChoice(code, skill.full_label) for code, skill in self.skills.items()]
        reaches = {Reach.PRIVATE.value: Reach.PRIVATE.label}
        reaches |= {value: _("Team: %(team)s", team=team.name) for value, team in self.teams.items()}
        reaches |= {Reach.EVERYONE.value: Reach.EVERYONE.label}
        self.reach.choices = [SelectChoice(value, label) for value, label in reaches.items()]

    def validate_starts(self, field) -> None:
        self._lies_on_the_clip(field)

    def validate_ends(self, field) -> None:
        self._lies_on_the_clip(field)
        if self.starts.data is not None and field.data <= self.starts.data:
            raise ValidationError(_("The end comes after the beginning."))

    def _lies_on_the_clip(self, field) -> None:
        if self.file.seconds and field.data > self.file.seconds * 1000 + SLACK:
            length = playtime(int(self.file.seconds) * 1000)
            raise ValidationError(_("The clip is %(length)s long.", length=length))

    def fields(self) -> dict:
        team = self.teams.get(self.reach.data)
        return {
            "text": self.text.data,
            "starts_ms": self.starts.data,
            "ends_ms": self.ends.data,
            "skill": self.skills.get(self.skill.data),
            "reach": Reach.TEAM if team else Reach(self.reach.data),
            "team": team,
        }


def _shown(note: Note) -> dict:
    return {
        "text": note.text,
        "starts": note.starts_ms,
        "ends": note.ends_ms,
        "skill": note.skill.code if note.skill else "",
        "reach": f"team-{note.team_id}" if note.team_id else note.reach.value,
    }


class ReplyForm(FlaskForm):
    text = TextAreaField(_l("Reply"), [DataRequired(_l("Write your answer.")), Length(max=1000)], filters=[stripped])
