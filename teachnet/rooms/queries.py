"""What is seen of a room, by those who may look into it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Person
from teachnet.db import db, from_now
from teachnet.rooms.models import (
    QuestionState,
    QuickVote,
    QuickVoteAnswer,
    RaisedHand,
    RoomEvent,
    RoomMessage,
    RoomQuestion,
    RoomQuestionVote,
    SessionRoom,
)
from teachnet.stays.models import Stay, StaySource
from teachnet.teams.models import OnlineSession
from teachnet.teams.queries import sessions_visible_to, with_mine

MOST_MESSAGES = 100


def sessions_seen_by(person: Person) -> sa.Select:
    return sessions_visible_to(person).options(*with_mine(person))


def _of(person: Person, thing) -> sa.Select:
    seen = sessions_visible_to(person).with_only_columns(OnlineSession.id)
    return sa.select(thing).where(thing.session_id.in_(seen))


def questions_visible_to(person: Person) -> sa.Select:
    return _of(person, RoomQuestion).options(joinedload(RoomQuestion.asker))


def votes_visible_to(person: Person) -> sa.Select:
    return _of(person, QuickVote)


def messages_visible_to(person: Person) -> sa.Select:
    return _of(person, RoomMessage).options(joinedload(RoomMessage.by))


def questions_of(session: OnlineSession) -> sa.Select:
    """What is talked about first, then by votes; what is answered comes last."""
    shown = sa.select(RoomQuestion).where(
        RoomQuestion.session_id == session.id, RoomQuestion.state != QuestionState.HIDDEN
    )
    order = (
        RoomQuestion.state != QuestionState.NOW,
        RoomQuestion.state == QuestionState.ANSWERED,
        RoomQuestion.votes.desc(),
        RoomQuestion.id,
    )
    return shown.options(joinedload(RoomQuestion.asker)).order_by(*order)


def voted_by(person: Person, session: OnlineSession) -> set[int]:
    """Ids of the questions somebody has voted for."""
    mine = sa.select(RoomQuestionVote.question_id).join(RoomQuestion, RoomQuestion.id == RoomQuestionVote.question_id)
    return set(
        db.session.scalars(mine.where(RoomQuestionVote.person_id == person.id, RoomQuestion.session_id == session.id))
    )


def hands_of(session: OnlineSession) -> sa.Select:
    """Who raised it first stands first."""
    up = sa.select(RaisedHand).where(RaisedHand.session_id == session.id, RaisedHand.lowered_at.is_(None))
    return up.options(joinedload(RaisedHand.person)).order_by(RaisedHand.raised_at, RaisedHand.id)


def messages_of(session: OnlineSession) -> list[RoomMessage]:
    """The last ones, in the order in which they were written."""
    said = sa.select(RoomMessage).where(RoomMessage.session_id == session.id, RoomMessage.is_hidden.is_(False))
    newest = said.options(joinedload(RoomMessage.by)).order_by(RoomMessage.id.desc()).limit(MOST_MESSAGES)
    return list(db.session.scalars(newest))[::-1]


def quick_votes_of(session: OnlineSession, person: Person) -> list[tuple[QuickVote, list[int], int | None]]:
    """(vote, how many chose each answer, which one this person chose), the newest first."""
    mine = QuickVoteAnswer.person_id == person.id
    votes = sa.select(QuickVote).where(QuickVote.session_id == session.id).order_by(QuickVote.id.desc())
    rows = db.session.execute(
        sa.select(
            QuickVoteAnswer.vote_id, QuickVoteAnswer.option, sa.func.count(), sa.func.max(sa.case((mine, 1), else_=0))
        )
        .join(QuickVote, QuickVote.id == QuickVoteAnswer.vote_id)
        .where(QuickVote.session_id == session.id)
        .group_by(QuickVoteAnswer.vote_id, QuickVoteAnswer.option)
    ).all()
    found = []
    for vote in db.session.scalars(votes):
        of_vote = {option: (count, is_mine) for vote_id, option, count, is_mine in rows if vote_id == vote.id}
        counts = [of_vote.get(option, (0, 0))[0] for option in range(len(vote.options))]
        chosen = next((option for option, (_count, is_mine) in of_vote.items() if is_mine), None)
        found.append((vote, counts, chosen))
    return found


def people_in(session: OnlineSession, *, silence: timedelta) -> list[tuple[str, bool]]:
    """(the name of who was in the room, are they still) in the order of names."""
    last = sa.func.max(Stay.ended_at)
    rows = (
        sa.select(Person.name, (last >= from_now(-silence)).label("here"))
        .join(Stay, Stay.person_id == Person.id)
        .where(Stay.session_id == session.id, Stay.source == StaySource.ROOM)
        .group_by(Person.id, Person.name)
        .order_by(Person.name, Person.id)
    )
    return [(row[0], bool(row[1])) for row in db.session.execute(rows)]


def last_event_of(session: OnlineSession) -> int:
    of_session = sa.select(sa.func.max(RoomEvent.id)).where(RoomEvent.session_id == session.id)
    return db.session.scalar(of_session) or 0


def room_of(session: OnlineSession) -> sa.Select:
    """None before its first word."""
    return sa.select(SessionRoom).where(SessionRoom.session_id == session.id)
