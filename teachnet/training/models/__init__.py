"""Programmes, their cohorts, the counties' seats in them, and the cases of those who want to come."""

from teachnet.training.chain import ASKS_TEACHER, ON_ROSTER, WERE_THERE, EnrolmentState, Holder, Pile
from teachnet.training.models.cohort import Allotment, Cohort, Window
from teachnet.training.models.cohort_move import CohortMove
from teachnet.training.models.document import ProgrammeDocument
from teachnet.training.models.earlier_round import EarlierRound
from teachnet.training.models.enrolment import Enrolment
from teachnet.training.models.enrolment_move import EnrolmentMove
from teachnet.training.models.entry_rule import EntryRule
from teachnet.training.models.programme import Programme, ProgrammeMove
from teachnet.training.models.quota import Group, QuotaLine
from teachnet.training.models.replacement import Replacement
from teachnet.training.models.seat_move import SeatMove
from teachnet.training.models.spread_rule import SpreadRule
from teachnet.training.words import (
    CohortState,
    EntryRuleKind,
    OfferRule,
    Origin,
    Phase,
    ProgrammeKind,
    ProgrammeState,
    ReplacementState,
    SchoolType,
    SeatReason,
    field_name,
)

__all__ = [
    "ASKS_TEACHER",
    "ON_ROSTER",
    "Allotment",
    "Cohort",
    "CohortMove",
    "CohortState",
    "EarlierRound",
    "Enrolment",
    "EnrolmentMove",
    "EnrolmentState",
    "EntryRule",
    "EntryRuleKind",
    "Group",
    "Holder",
    "OfferRule",
    "Origin",
    "Phase",
    "Pile",
    "Programme",
    "ProgrammeDocument",
    "ProgrammeKind",
    "ProgrammeMove",
    "ProgrammeState",
    "QuotaLine",
    "Replacement",
    "ReplacementState",
    "SchoolType",
    "SeatMove",
    "SeatReason",
    "SpreadRule",
    "WERE_THERE",
    "Window",
    "field_name",
]
