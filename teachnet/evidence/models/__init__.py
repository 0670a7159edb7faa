"""Evidence of dual qualification, and what a teacher's comes to."""

from teachnet.evidence.models.evidence import Evidence
from teachnet.evidence.models.summing import Sum, summed
from teachnet.evidence.words import EvidenceKind, EvidenceState

__all__ = ["Evidence", "EvidenceKind", "EvidenceState", "Sum", "summed"]
