"""The room of an online session: where its agenda is, questions, hands, quick votes, what people write; and the events
that tell open pages of all this."""

from teachnet.rooms.models.hand import RaisedHand
from teachnet.rooms.models.message import RoomMessage
from teachnet.rooms.models.poll import QuickVote, QuickVoteAnswer
from teachnet.rooms.models.question import QuestionState, RoomQuestion, RoomQuestionVote
from teachnet.rooms.models.room import EventKind, RoomEvent, SessionRoom

__all__ = [
    "EventKind",
    "RoomQuestion",
    "QuestionState",
    "RoomQuestionVote",
    "QuickVote",
    "QuickVoteAnswer",
    "RaisedHand",
    "SessionRoom",
    "RoomEvent",
    "RoomMessage",
]
