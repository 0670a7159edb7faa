"""The closed lists of interactive packages, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Standard(StrEnum):
    """What a package speaks to the platform: SCORM 1.2 (ADL, 2001) or one of the editions of SCORM 2004."""

    SCORM_12 = "scorm_12"
    SCORM_2004 = "scorm_2004"

    @property
    def label(self) -> str:
        return {"scorm_12": "SCORM 1.2", "scorm_2004": "SCORM 2004"}[self]


class RunState(StrEnum):
    """What the package has said of a learner; minutes are counted beside it, by us."""

    BEGUN = "begun"
    WORKED_THROUGH = "worked_through"
    FAILED = "failed"

    @property
    def label(self):
        return RUN_STATES[self]

    @property
    def look(self) -> str:
        return {"begun": "act", "worked_through": "good", "failed": "bad"}[self]


RUN_STATES = {
    RunState.BEGUN: _l("Begun"),
    RunState.WORKED_THROUGH: _l("Worked through"),
    RunState.FAILED: _l("Not passed"),
}
