"""The end of a class, line by line: how long each was there, and whether it is completed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from teachnet.training.models import Enrolment
from teachnet.web.fields import stripped, within_reach

HOUR = 60  # minutes


class ArrivalForm(FlaskForm):
    case = SelectMultipleField(
        _l("Who has arrived"), [DataRequired(_l("Choose at least one."))], coerce=within_reach, validate_choice=False
    )


@dataclass
class FinishLine:
    """One teacher; `hours` is what was typed, or what is proposed."""

    case: Enrolment
    hours: str
    is_completed: bool
    error: str = ""

    @property
    def minutes(self) -> int:
        return round(float(self.hours) * HOUR)


class FinishForm(FlaskForm):
    """Five hundred lines are read by hand: as fields of WTForms they would take longer than all the rest."""

    reason = TextAreaField(
        _l("Why those who have not completed it have not"), [Optional(), Length(max=500)], filters=[stripped]
    )

    def propose(self, ends: Iterable[tuple[Enrolment, int, bool]]) -> None:
        """(case, minutes, completed): see `actions.proposed_ends`."""
        self.lines = [
            FinishLine(case, f"{minutes / HOUR:.2f}".rstrip("0").rstrip("."), is_completed)
            for case, minutes, is_completed in ends
        ]

    def read(self, cases: Sequence[Enrolment]) -> None:
        """What was typed for these cases; one that is not in the form is left as it is."""
        self.lines = [
            FinishLine(case, request.form[f"hours-{case.id}"].strip(), f"completed-{case.id}" in request.form)
            for case in cases
            if f"hours-{case.id}" in request.form
        ]

    def validate(self, extra_validators=None) -> bool:
        is_valid = super().validate(extra_validators)
        for line in self.lines:
            line.error = _wrong(line)
        if not self.reason.data and any(not line.is_completed for line in self.lines):
            self.reason.errors = [_("Say why: the teacher reads it.")]
        return is_valid and not self.reason.errors and not any(line.error for line in self.lines)


def _wrong(line: FinishLine) -> str:
    most = line.case.cohort.programme.hours
    try:
        hours = float(line.hours)
    except ValueError:
        return _("Write a number like 8 or 1.5.")
    return "" if 0 <= hours <= most else _("From 0 to %(most)s hours.", most=most)
