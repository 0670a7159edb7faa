"""People, organisations, the appointments that join them, and how people sign in."""

from teachnet.accounts.models.appointment import Appointment
from teachnet.accounts.models.organisation import Organisation
from teachnet.accounts.models.person import Person
from teachnet.accounts.models.sign_in import OneTimeCode, SignInFailure, SignInSession
from teachnet.accounts.models.transfer import TransferRequest, TransferState
from teachnet.accounts.words import Gender, OrganisationKind, Role, Stage, Subject, Title

__all__ = [
    "Appointment",
    "Gender",
    "OneTimeCode",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Role",
    "SignInFailure",
    "SignInSession",
    "Stage",
    "Subject",
    "Title",
    "TransferRequest",
    "TransferState",
]
