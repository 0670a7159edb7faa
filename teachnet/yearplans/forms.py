from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from teachnet.db import today
from teachnet.terms import SchoolYear, school_year_coded, school_years_around
from teachnet.web.fields import NumberField, Version, stripped
from teachnet.yearplans.models import KINDS, LONGEST_PLAN, MOST_OF_A_KIND, TargetKind, TeamPlan


class YearFilter(Form):
    year = SelectField(_l("School year"))

    def __init__(self, formdata=None, **kwargs):
        super().__init__(formdata, **kwargs)
        self.year.choices = [SelectChoice(str(year.begins), year.label) for year in school_years_around(today())]
        self.year.data = str(self.chosen.begins)

    @property
    def chosen(self) -> SchoolYear:
        return school_year_coded(self.year.data, today())


def _number(kind: TargetKind) -> NumberField:
    return NumberField(
        KINDS[kind],
        [Optional(), NumberRange(0, MOST_OF_A_KIND, _l("From 0 to 500."))],
        render_kw={"data-chars": "4", "inputmode": "numeric"},
    )


class PlanForm(FlaskForm):
    text = TextAreaField(
        _l("What we mean to do, and why"),
        [DataRequired(_l("A few sentences are enough.")), Length(max=LONGEST_PLAN)],
        filters=[stripped],
        render_kw={"rows": 10},
    )
    sessions = _number(TargetKind.SESSIONS)
    preparations = _number(TargetKind.PREPARATIONS)
    lessons = _number(TargetKind.LESSONS)
    outcomes = _number(TargetKind.OUTCOMES)
    version = Version(validators=[InputRequired()])

    @classmethod
    def showing(cls, plan: TeamPlan | None) -> "PlanForm":
        if plan is None:
            return cls(formdata=None, data={"version": 0})
        numbers = {one.kind.value: one.number for one in plan.targets}
        return cls(formdata=None, data={"text": plan.text, "version": plan.version, **numbers})

    @property
    def targets(self) -> dict[TargetKind, int]:
        return {kind: self[kind.value].data or 0 for kind in TargetKind}
