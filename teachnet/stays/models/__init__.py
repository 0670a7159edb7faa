"""Who stayed in an online session, and for how long; and what the lead confirmed of it."""

from teachnet.stays.models.confirmation import ConfirmedStay, SessionConfirmation
from teachnet.stays.models.rules import SessionRules
from teachnet.stays.models.stay import Stay, StaySource

__all__ = ["ConfirmedStay", "SessionConfirmation", "SessionRules", "Stay", "StaySource"]
