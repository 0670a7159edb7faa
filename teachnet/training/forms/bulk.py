"""Many cases at once: chosen in the list, then confirmed with the versions one has seen."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from teachnet.training.bulk import BY_NAME, MOST_AT_ONCE, STEPS, BulkStep
from teachnet.web.fields import stripped, within_reach


class ChosenForm(FlaskForm):
    case = SelectMultipleField(
        _l("Cases"), [DataRequired(_l("Choose at least one case."))], coerce=within_reach, validate_choice=False
    )
    step = SelectField(
        _l("Decision"),
        [DataRequired(_l("Choose what to do with them."))],
        choices=[SelectChoice(step.name, step.label) for step in STEPS],
    )
    note = TextAreaField(_l("Remark"), [Optional(), Length(max=500)], filters=[stripped])

    def validate_case(self, field) -> None:
        if len(set(field.data)) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(most)s at once.", most=MOST_AT_ONCE))

    @property
    def chosen(self) -> BulkStep:
        return BY_NAME[self.step.data]


class DecideForm(ChosenForm):
    """`seen` are the versions, in the order of the cases."""

    seen = SelectMultipleField(coerce=within_reach, validate_choice=False)

    def validate(self, extra_validators=None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.chosen.needs_reason and not self.note.data:
            self.note.errors = [_("Say why: the teacher and the school read it.")]
        if len(self.seen.data or []) != len(self.case.data):
            self.case.errors = [_("The list is not whole. Choose the cases again.")]
        return not (self.note.errors or self.case.errors)

    @property
    def versions(self) -> dict[int, int]:
        return dict(zip(self.case.data, self.seen.data, strict=True))
