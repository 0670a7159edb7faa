"""A cohort is cancelled: why, and which others its people may go to."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from teachnet.training.models import Cohort
from teachnet.web.fields import Version, within_reach
from teachnet.web.filters import span
from teachnet.web.remarks import reason


class CancelForm(FlaskForm):
    others = SelectMultipleField(
        _l("Where its people go on"),
        [Optional()],
        coerce=within_reach,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("They are tried from the top: each goes to the first that has a seat for them."),
    )
    note = reason(_l("Say why: everybody on its list reads it."))
    version = Version(validators=[Optional()])

    def chosen_of(self, cohorts: Iterable[Cohort]) -> list[Cohort]:
        chosen = set(self.others.data or ())
        return [cohort for cohort in cohorts if cohort.id in chosen]

    def offer(self, cohorts: Iterable[Cohort]) -> None:
        self.others.choices = [
            SelectChoice(cohort.id, f"{cohort.title}（{span(cohort.starts_on, cohort.ends_on)}）") for cohort in cohorts
        ]
