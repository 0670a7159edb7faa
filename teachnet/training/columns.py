"""What a roster can show in a column, on the screen of a spreadsheet: the reader chooses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from teachnet.training.models import Enrolment


@dataclass(frozen=True)
class Column:
    label: Any
    value: Callable[[Enrolment], Any]
    width: int = 12


def _label(word) -> str:
    return str(word.label) if word else ""


COLUMNS = {
    "name": Column(_l("Name"), lambda case: case.teacher.name, 12),
    "gender": Column(_l("Gender"), lambda case: _label(case.teacher.gender), 8),
    "school": Column(_l("School"), lambda case: case.school.name, 28),
    "county": Column(_l("County"), lambda case: case.line.county.shown_name, 12),
    "rural": Column(_l("Rural school"), lambda case: "✓" if case.school.is_rural else "", 10),
    "stage": Column(_l("Stage"), lambda case: _label(case.teacher.stage), 14),
    "subject": Column(_l("Subject"), lambda case: _label(case.teacher.subject), 14),
    "title": Column(_l("Professional title"), lambda case: _label(case.teacher.title), 16),
    "phone": Column(_l("Phone (masked)"), lambda case: case.teacher.masked_phone, 16),
    "origin": Column(_l("Way in"), lambda case: _label(case.origin), 18),
    "state": Column(_l("State"), lambda case: _label(case.state), 22),
    "moved_on": Column(_l("Since"), lambda case: case.moved_at, 14),
    "moved_by": Column(_l("Moved by"), lambda case: case.moved_by.name, 12),
}
USUAL = ("name", "school", "county", "subject", "title", "phone", "state")
