"""What a list of cases can show in a column, and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from teachnet.training.models import Enrolment
from teachnet.training.words import field_name


class Labels(dict):
    """The words of one list: each state, title or subject is translated once, not in every row."""

    def __missing__(self, word) -> str:
        text = field_name(*word) if isinstance(word, tuple) else str(word.label) if word else ""
        self[word] = text
        return text

    def taught(self, case: Enrolment) -> str:
        """小学数学"""
        return self[case.teacher.stage, case.teacher.subject]


@dataclass(frozen=True)
class Column:
    label: Any
    value: Callable[[Enrolment, Labels], Any]
    width: int = 12


COLUMNS = {
    "name": Column(_l("Name"), lambda case, labels: case.teacher.name),
    "gender": Column(_l("Gender"), lambda case, labels: labels[case.teacher.gender], 8),
    "school": Column(_l("School"), lambda case, labels: case.school.name, 28),
    "county": Column(_l("County"), lambda case, labels: case.line.county.shown_name),
    "rural": Column(_l("Rural school"), lambda case, labels: "✓" if case.school.is_rural else "", 10),
    "stage": Column(_l("Stage"), lambda case, labels: labels[case.teacher.stage], 14),
    "subject": Column(_l("Subject"), lambda case, labels: labels[case.teacher.subject], 14),
    "title": Column(_l("Professional title"), lambda case, labels: labels[case.teacher.title], 16),
    "phone": Column(_l("Phone (masked)"), lambda case, labels: case.teacher.masked_phone, 16),
    "origin": Column(_l("Way in"), lambda case, labels: labels[case.origin], 18),
    "state": Column(_l("State"), lambda case, labels: labels[case.state], 22),
    "moved_on": Column(_l("Since"), lambda case, labels: case.moved_at, 14),
    "moved_by": Column(_l("Moved by"), lambda case, labels: case.moved_by.name),
}
USUAL = ("name", "school", "county", "subject", "title", "phone", "state")
