"""The closed lists of bases, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Grade(StrEnum):
    """What an inspection thinks of one thing it looked at."""

    GOOD = "good"
    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"

    @property
    def label(self):
        return GRADES[self][0]

    @property
    def look(self) -> str:
        return GRADES[self][1]


GRADES = {
    Grade.GOOD: (_l("Done well"), "good"),
    Grade.SUFFICIENT: (_l("Sufficient"), "quiet"),
    Grade.INSUFFICIENT: (_l("To be put right"), "bad"),
}


class Rectification(StrEnum):
    """How far the putting right of a finding is: derived from its day and from whether it was done."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"

    @property
    def label(self):
        return RECTIFICATIONS[self][0]

    @property
    def look(self) -> str:
        return RECTIFICATIONS[self][1]


RECTIFICATIONS = {
    Rectification.OPEN: (_l("Being put right"), "wait"),
    Rectification.LATE: (_l("Overdue to be put right"), "bad"),
    Rectification.DONE: (_l("Has been put right"), "good"),
}
