"""Regional subject research teams, their members, and the online sessions they hold."""

from teachnet.teams.models.session import AgendaItem, Audience, OnlineSession, SignUp, SignUpState
from teachnet.teams.models.team import Membership, MembershipState, Team, TeamKind

__all__ = [
    "AgendaItem",
    "Audience",
    "Membership",
    "MembershipState",
    "OnlineSession",
    "SignUp",
    "SignUpState",
    "Team",
    "TeamKind",
]
