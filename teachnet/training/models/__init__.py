"""Programmes, their cohorts, the counties' seats in them, and the cases of those who want to come."""

from teachnet.training.chain import ON_ROSTER, WERE_THERE, EnrolmentState, Holder, Pile
from teachnet.training.models.cohort import Cohort, CohortMove
from teachnet.training.models.enrolment import Enrolment
from teachnet.training.models.enrolment_move import EnrolmentMove
from teachnet.training.models.programme import Programme, ProgrammeMove
from teachnet.training.models.quota import QuotaLine
from teachnet.training.words import CohortState, Origin, Phase, ProgrammeKind, ProgrammeState, field_name

__all__ = [
    "ON_ROSTER",
    "Cohort",
    "CohortMove",
    "CohortState",
    "Enrolment",
    "EnrolmentMove",
    "EnrolmentState",
    "Holder",
    "Origin",
    "Phase",
    "Pile",
    "Programme",
    "ProgrammeKind",
    "ProgrammeMove",
    "ProgrammeState",
    "QuotaLine",
    "WERE_THERE",
    "field_name",
]
