from enum import StrEnum

from flask_babel import lazy_gettext as _l


class SubmissionState(StrEnum):
    WAITING = "waiting"
    PASSED = "passed"
    RETURNED = "returned"

    @property
    def label(self):
        return STATES[self]

    @property
    def look(self) -> str:
        return {"waiting": "wait", "passed": "good", "returned": "act"}[self]


STATES = {
    SubmissionState.WAITING: _l("To be marked"),
    SubmissionState.PASSED: _l("Passed"),
    SubmissionState.RETURNED: _l("To be improved"),
}
