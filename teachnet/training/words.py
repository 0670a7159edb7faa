"""The closed lists of training, with their labels and looks."""

from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.models import Organisation, Stage, Subject


def field_name(stage: Stage | None, subject: Subject | None) -> str:
    """小学数学, primary mathematics: one word where the language has one."""
    if stage and subject:
        return _("%(stage)s %(subject)s", stage=stage.label, subject=subject.label)
    return str((stage or subject).label) if stage or subject else ""


class SchoolType(StrEnum):
    URBAN = "urban"
    RURAL = "rural"

    @classmethod
    def of(cls, school: Organisation) -> "SchoolType":
        return cls.RURAL if school.is_rural else cls.URBAN

    @property
    def label(self):
        return SCHOOL_TYPES[self]


SCHOOL_TYPES = {SchoolType.URBAN: _l("Urban schools"), SchoolType.RURAL: _l("Rural schools")}


class SeatReason(StrEnum):
    """Why seats moved."""

    ALLOTTED = "allotted"
    LENT = "lent"
    EXCEPTION = "exception"
    RECLAIMED = "reclaimed"
    REOFFERED = "reoffered"

    @property
    def label(self):
        return SEAT_REASONS[self]


SEAT_REASONS = {
    SeatReason.ALLOTTED: _l("Allotted by the city"),
    SeatReason.LENT: _l("Lent between soft lines"),
    SeatReason.EXCEPTION: _l("Admitted beyond the quota"),
    SeatReason.RECLAIMED: _l("Not used, taken back"),
    SeatReason.REOFFERED: _l("Offered again"),
}


class ReplacementState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def label(self):
        return REPLACEMENT_STATES[self][0]

    @property
    def look(self) -> str:
        return REPLACEMENT_STATES[self][1]


REPLACEMENT_STATES = {
    ReplacementState.ASKED: (_l("To be decided"), "wait"),
    ReplacementState.APPROVED: (_l("Replaced"), "good"),
    ReplacementState.REFUSED: (_l("Not approved"), "bad"),
}


class OfferRule(StrEnum):
    """To whom seats go that nobody used."""

    BY_NEED = "by_need"
    EVENLY = "evenly"
    KEEP = "keep"

    @property
    def label(self):
        return OFFER_RULES[self]


OFFER_RULES = {
    OfferRule.BY_NEED: _l("To those with people on the reserve, by their number"),
    OfferRule.EVENLY: _l("Evenly to those who used all of theirs"),
    OfferRule.KEEP: _l("To nobody: the city keeps them"),
}


class EntryRuleKind(StrEnum):
    """What a cohort may ask of those who come."""

    MOST_AGE = "most_age"
    LEAST_TITLE = "least_title"
    LEAST_SERVICE = "least_service"
    SAME_KIND = "same_kind"
    RETIREMENT = "retirement"

    @property
    def label(self):
        return ENTRY_RULE_KINDS[self]


ENTRY_RULE_KINDS = {
    EntryRuleKind.MOST_AGE: _l("Age at most"),
    EntryRuleKind.LEAST_TITLE: _l("Professional title of at least"),
    EntryRuleKind.LEAST_SERVICE: _l("Years at work at least"),
    EntryRuleKind.SAME_KIND: _l("Years since training of the same kind"),
    EntryRuleKind.RETIREMENT: _l("Months until retirement"),
}


class ProgrammeKind(StrEnum):
    BACKBONE = "backbone"
    DISTINGUISHED = "distinguished"
    DUAL_QUALIFIED = "dual_qualified"
    ALL_STAFF = "all_staff"

    @property
    def label(self):
        return KINDS[self]


KINDS = {
    ProgrammeKind.BACKBONE: _l("Backbone teachers"),
    ProgrammeKind.DISTINGUISHED: _l("Distinguished teachers and principals"),
    ProgrammeKind.DUAL_QUALIFIED: _l("Dual-qualified teachers"),
    ProgrammeKind.ALL_STAFF: _l("All teachers"),
}


class ProgrammeState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    CLOSED = "closed"

    @property
    def label(self):
        return PROGRAMME_STATES[self][0]

    @property
    def look(self) -> str:
        return PROGRAMME_STATES[self][1]


PROGRAMME_STATES = {
    ProgrammeState.DRAFT: (_l("Draft programme"), "wait"),
    ProgrammeState.APPROVED: (_l("Approved programme"), "good"),
    ProgrammeState.CLOSED: (_l("Closed programme"), "quiet"),
}


class CohortState(StrEnum):
    """What people decided about a cohort. Whether it is open, running or over, its days tell: see `Phase`."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self):
        return COHORT_STATES[self]


COHORT_STATES = {
    CohortState.PLANNED: _l("Planned cohort"),
    CohortState.ANNOUNCED: _l("Announced cohort"),
    CohortState.CLOSED: _l("Closed cohort"),
    CohortState.CANCELLED: _l("Cancelled cohort"),
}


class Phase(StrEnum):
    """Where a cohort is in its season: derived from what was decided and the day it is."""

    PLANNED = "planned"
    SOON = "soon"
    OPEN = "open"
    REVIEW = "review"
    RUNNING = "running"
    OVER = "over"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self):
        return PHASES[self][0]

    @property
    def look(self) -> str:
        return PHASES[self][1]


PHASES = {
    Phase.PLANNED: (_l("Being planned"), "quiet"),
    Phase.SOON: (_l("Opens soon"), "wait"),
    Phase.OPEN: (_l("Open for applications"), "act"),
    Phase.REVIEW: (_l("Under review, not begun"), "wait"),
    Phase.RUNNING: (_l("Cohort is running"), "good"),
    Phase.OVER: (_l("Cohort is over"), "quiet"),
    Phase.CLOSED: (_l("Closed and kept"), "quiet"),
    Phase.CANCELLED: (_l("Cancelled, not held"), "bad"),
}


class Origin(StrEnum):
    """自主报名 or 学校推荐: both live side by side, and lists show which."""

    APPLICATION = "application"
    NOMINATION = "nomination"

    @classmethod
    def of(cls, is_nominated: bool) -> "Origin":
        return cls.NOMINATION if is_nominated else cls.APPLICATION

    @property
    def label(self):
        return ORIGINS[self]


ORIGINS = {Origin.APPLICATION: _l("Own application"), Origin.NOMINATION: _l("School’s nomination")}


class Show(StrEnum):
    """The tabs over the list of cohorts."""

    OPEN = "open"
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    PLANNED = "planned"

    @property
    def label(self):
        return SHOWS[self]


SHOWS = {
    Show.OPEN: _l("Open for applications"),
    Show.AHEAD: _l("Before they begin"),
    Show.RUNNING: _l("Running cohorts"),
    Show.OVER: _l("Past cohorts"),
    Show.PLANNED: _l("Being planned"),
}
