"""Research projects of teachers: from the proposal to the conclusion, and all that gathers about them."""

from teachnet.research.models import sealing
from teachnet.research.models.change import ChangeRequest
from teachnet.research.models.evidence import ResearchEvidence
from teachnet.research.models.milestone import ResearchMilestone
from teachnet.research.models.outcome import ResearchOutcome
from teachnet.research.models.project import ResearchMember, ResearchMove, ResearchProject
from teachnet.research.models.report import StageReport
from teachnet.research.models.visit import FollowUpVisit
from teachnet.research.words import ReportState, RequestState, ResearchStage, ResearchState

__all__ = [
    "ChangeRequest",
    "FollowUpVisit",
    "ReportState",
    "RequestState",
    "ResearchEvidence",
    "ResearchMember",
    "ResearchMilestone",
    "ResearchMove",
    "ResearchOutcome",
    "ResearchProject",
    "ResearchStage",
    "ResearchState",
    "StageReport",
    "sealing",
]
