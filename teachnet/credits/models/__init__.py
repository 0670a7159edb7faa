"""The rules of hours and credits, what was attested, the ledger that counts it, and claims for training elsewhere."""

from teachnet.credits.models.claim import Claim, ClaimMove
from teachnet.credits.models.ledger import AttestedRecord, CreditAccount, CreditEntry, CreditYear
from teachnet.credits.models.rules import CreditRule, Requirement, RuleSet
from teachnet.credits.words import ClaimState, Level, Measure, Source, Span, Standing, Way

__all__ = [
    "AttestedRecord",
    "Claim",
    "ClaimMove",
    "ClaimState",
    "CreditAccount",
    "CreditEntry",
    "CreditRule",
    "CreditYear",
    "Level",
    "Measure",
    "Requirement",
    "RuleSet",
    "Source",
    "Span",
    "Standing",
    "Way",
]
