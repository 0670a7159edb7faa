"""What a list of cases can show in a column, and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from teachnet.training.models import Enrolment
from teachnet.training.words import Origin, field_name
from teachnet.web.labels import Labels


class RosterLabels(Labels):
    """Besides single words what somebody teaches, by (stage, subject): 小学数学."""

    def said(self, word) -> str:
        return field_name(*word) if isinstance(word, tuple) else super().said(word)

    def way_in(self, is_nominated: bool) -> str:
        return self[Origin.of(is_nominated)]


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
    "exception": Column(_l("Beyond the quota"), lambda case, labels: "✓" if case.is_exception else "", 10),
    "moved_on": Column(_l("Since"), lambda case, labels: case.moved_at, 14),
    "moved_by": Column(_l("Moved by"), lambda case, labels: case.moved_by.name),
}
USUAL = ("name", "school", "county", "subject", "title", "phone", "state")
