"""The minutes of online sessions: paragraphs with their versions, approval, and the action items that come of them."""

from teachnet.minutes.models.action_item import ActionItem, ActionMove, ActionState, CarriedItem
from teachnet.minutes.models.approval import MinutesApproval
from teachnet.minutes.models.entry import EntryKind, MinutesEntry, MinutesVersion

__all__ = [
    "ActionItem",
    "ActionMove",
    "ActionState",
    "CarriedItem",
    "EntryKind",
    "MinutesApproval",
    "MinutesEntry",
    "MinutesVersion",
]
