from datetime import datetime, timedelta

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from teachnet.accounts.models import Stage
from teachnet.db import utcnow
from teachnet.library.models import MicroSkill
from teachnet.web.fields import choices, stripped

PERIODS = {"30": _l("The last 30 days"), "90": _l("The last 90 days"), "365": _l("The last year")}
USUAL_PERIOD = "90"
LONGEST_NAME, MOST_NAMES = 40, 12  # of a skill


class PeriodFilter(Form):
    days = SelectField(
        _l("Period"),
        [Optional()],
        choices=[SelectChoice(days, label) for days, label in PERIODS.items()],
        default=USUAL_PERIOD,
    )

    def __init__(self):
        super().__init__(request.args)
        if not self.validate():
            self.days.data = USUAL_PERIOD

    @property
    def since(self) -> datetime:
        return utcnow() - timedelta(days=int(self.days.data or USUAL_PERIOD))


class StageFilter(Form):
    stage = SelectField(_l("Stage"), [Optional()], choices=choices(Stage), default=Stage.PRIMARY.value)

    def __init__(self):
        super().__init__(request.args)
        if not self.validate():
            self.stage.data = Stage.PRIMARY.value

    @property
    def chosen(self) -> Stage:
        return Stage(self.stage.data)


class SkillForm(FlaskForm):
    name = StringField(
        _l("Name of the skill"),
        [DataRequired(_l("Give it the name teachers use.")), Length(max=LONGEST_NAME)],
        filters=[stripped],
    )
    other_names = TextAreaField(
        _l("Other names"),
        [Optional()],
        description=_l("One a line: what else it is called. A search for any of them finds it."),
    )

    def __init__(self, siblings: set[str], skill: MicroSkill | None = None, **kwargs):
        told = {"name": skill.name, "other_names": "\n".join(skill.other_names)} if skill else {}
        super().__init__(data=told, **kwargs)
        self.siblings = siblings

    @property
    def names(self) -> list[str]:
        lines = (line.strip() for line in (self.other_names.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate_name(self, field) -> None:
        if field.data in self.siblings:
            raise ValidationError(_("There is one of this name already. Choose another name, or bring that one back."))

    def validate_other_names(self, field) -> None:
        if len(self.names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in self.names):
            told = {"most": MOST_NAMES, "longest": LONGEST_NAME}
            raise ValidationError(_("At most %(most)s names of %(longest)s characters each.", **told))
