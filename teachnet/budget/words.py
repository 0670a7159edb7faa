"""The closed lists of the budget, with their labels and looks."""

from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.budget.counting import Ceiling, yuan


class TrainingClass(StrEnum):
    """一、二、三类培训: by the level of those who come."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"

    @property
    def label(self):
        return TRAINING_CLASSES[self]


TRAINING_CLASSES = {
    TrainingClass.FIRST: _l("Class 1 training"),
    TrainingClass.SECOND: _l("Class 2 training"),
    TrainingClass.THIRD: _l("Class 3 training"),
}


class Rank(StrEnum):
    """What a lecturer is paid by."""

    ASSOCIATE = "associate"
    FULL = "full"
    ACADEMICIAN = "academician"

    @property
    def label(self):
        return RANKS[self]


RANKS = {
    Rank.ASSOCIATE: _l("Associate senior title"),
    Rank.FULL: _l("Full senior title"),
    Rank.ACADEMICIAN: _l("Academician or nationally known"),
}


class Source(StrEnum):
    CENTRAL = "central"
    PROVINCIAL = "provincial"
    CITY = "city"
    COUNTY = "county"

    @property
    def label(self):
        return SOURCES[self]


SOURCES = {
    Source.CENTRAL: _l("Central funds"),
    Source.PROVINCIAL: _l("Provincial funds"),
    Source.CITY: _l("City funds"),
    Source.COUNTY: _l("County funds"),
}


class Category(StrEnum):
    LODGING = "lodging"
    MEALS = "meals"
    VENUE = "venue"
    LECTURES = "lectures"
    OTHER = "other"

    @property
    def label(self):
        return CATEGORIES[self]


CATEGORIES = {
    Category.LODGING: _l("Lodging"),
    Category.MEALS: _l("Meals"),
    Category.VENUE: _l("Venue, material, transport"),
    Category.LECTURES: _l("Lecture fees"),
    Category.OTHER: _l("Other costs"),
}


class BudgetState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SETTLED = "settled"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    BudgetState.DRAFT: (_l("Draft budget"), "wait"),
    BudgetState.SUBMITTED: (_l("Budget to be approved"), "act"),
    BudgetState.RETURNED: (_l("Budget sent back"), "bad"),
    BudgetState.APPROVED: (_l("Approved budget"), "good"),
    BudgetState.SETTLED: (_l("Settled"), "quiet"),
}


class HalfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def label(self):
        return HALF_DAYS[self]


HALF_DAYS = {
    HalfDay.MORNING: _l("Morning"),
    HalfDay.AFTERNOON: _l("Afternoon"),
    HalfDay.EVENING: _l("Evening"),
}


class Proof(StrEnum):
    """The papers without which nothing is reimbursed."""

    PLAN = "plan"
    NOTICE = "notice"
    ATTENDANCE = "attendance"
    RECEIPTS = "receipts"
    FEES = "fees"

    @property
    def label(self):
        return PROOFS[self]


PROOFS = {
    Proof.PLAN: _l("Approved training plan"),
    Proof.NOTICE: _l("Notice of the training"),
    Proof.ATTENDANCE: _l("Attendance sheet as it really was"),
    Proof.RECEIPTS: _l("Receipts"),
    Proof.FEES: _l("Lecture fees signed for"),
}


def in_figures(ceiling: Ceiling) -> str:
    """The ceiling as one does it on paper."""
    figures = {
        "people": ceiling.people,
        "rate": yuan(ceiling.rate_fen),
        "days": ceiling.full_days,
        "beyond": ceiling.days_beyond,
        "percent": ceiling.beyond_percent,
        "sum": yuan(ceiling.fen),
    }
    if ceiling.days_beyond:
        return _(
            "%(people)s people × (%(days)s days × %(rate)s + "
            "%(beyond)s days × %(rate)s × %(percent)s%%) = %(sum)s yuan",
            **figures,
        )
    return _("%(people)s people × %(days)s days × %(rate)s = %(sum)s yuan", **figures)
