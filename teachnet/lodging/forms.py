"""Who gets which room: a line for each of the class, and the rooms there are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from teachnet.training.models import Enrolment
from teachnet.web.fields import NumberField, stripped

LONGEST_NAME, MOST_ROOMS = 20, 500
SPAN = re.compile(r"(\d{1,6})\s*[-–—~～至]\s*(\d{1,6})")  # noqa: RUF001 -- dashes as people type them


@dataclass
class RoomLine:
    """`seen` is the room the host had before them."""

    case: Enrolment
    room: str
    seen: str
    error: str = ""


class RoomsForm(FlaskForm):
    """Five hundred lines are read by hand, as in `FinishForm`."""

    rooms = StringField(
        _l("Rooms to fill"),
        [Optional(), Length(max=500)],
        filters=[stripped],
        description=_l("As 301-312, 315. Who has no room gets one of them: women and men apart, colleagues together."),
    )
    beds = NumberField(
        _l("Beds in each"),
        [Optional(), NumberRange(1, 12, _l("From 1 to 12 beds."))],
        default=2,
        render_kw={"data-chars": "4", "inputmode": "numeric"},
    )

    lines: Sequence[RoomLine] = ()

    def show(self, cases: Sequence[Enrolment], given: dict[int, str]) -> None:
        """{case id: room} as they are."""
        self.lines = [RoomLine(case, given.get(case.id, ""), given.get(case.id, "")) for case in cases]

    def read(self, cases: Sequence[Enrolment]) -> None:
        """What was typed for these; one that is not in the form is left as it is."""
        self.lines = [
            RoomLine(case, request.form[f"room-{case.id}"].strip(), request.form.get(f"seen-{case.id}", ""))
            for case in cases
            if f"room-{case.id}" in request.form
        ]

    def validate(self, extra_validators=None) -> bool:
        is_valid = super().validate(extra_validators)
        for line in self.lines:
            line.error = _("At most 20 characters.") if len(line.room) > LONGEST_NAME else ""
        return is_valid and not any(line.error for line in self.lines)

    def validate_rooms(self, field) -> None:
        rooms = rooms_in(field.data or "")
        if len(rooms) > MOST_ROOMS or any(len(room) > LONGEST_NAME for room in rooms):
            raise ValidationError(_("At most %(most)s rooms, with short names.", most=MOST_ROOMS))

    @property
    def typed(self) -> dict[int, str]:
        return {line.case.id: line.room for line in self.lines if line.room}


def rooms_in(text: str) -> list[str]:
    """301-303, 305 → 301, 302, 303, 305. A span that runs backwards, or is endless, is one name as it stands."""
    found = []
    for part in filter(None, re.split(r"[\s,，、;；]+", re.sub(SPAN, r"\1-\2", text))):  # noqa: RUF001
        span = re.fullmatch(r"(\d+)-(\d+)", part)
        first, last = map(int, span.groups()) if span else (1, 0)
        if 0 <= last - first <= MOST_ROOMS and span:
            found += [str(number).zfill(len(span[1])) for number in range(first, last + 1)]
        else:
            found.append(part)
    return found
