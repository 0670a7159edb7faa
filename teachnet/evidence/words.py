"""The closed lists of evidence."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class EvidenceKind(StrEnum):
    PRACTICE = "practice"
    CERTIFICATE = "certificate"

    @property
    def label(self):
        return KINDS[self]


KINDS = {
    EvidenceKind.PRACTICE: _l("Practice in an enterprise"),
    EvidenceKind.CERTIFICATE: _l("Skill certificate"),
}


class EvidenceState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    EvidenceState.WAITING: (_l("The school compares it"), "wait"),
    EvidenceState.CONFIRMED: (_l("Confirmed by the school"), "good"),
    EvidenceState.REFUSED: (_l("Not confirmed"), "bad"),
    EvidenceState.WITHDRAWN: (_l("Taken back"), "quiet"),
}
