"""The room of a session, while it is on and afterwards."""

from teachnet.rooms.views import messages, polls, questions, room, stream
from teachnet.rooms.views.blueprint import REACHED_FROM_TEAMS, bp, link

__all__ = ["REACHED_FROM_TEAMS", "bp", "link", "messages", "polls", "questions", "room", "stream"]
