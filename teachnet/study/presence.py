"""Asking whether somebody is there: now and then, by what was counted, not by the clock of a page that plays nothing.
What was counted since the last one goes with a person from window to window: opening a new one puts nothing off."""

import secrets

import sqlalchemy as sa

from teachnet.db import db, utcnow
from teachnet.study.models import PresencePrompt, StudyRules, WatchSession
from teachnet.study.models.ceiling import MINUTE

_chance = secrets.SystemRandom()
EARLY, LATE = 0.7, 1.3  # of the minutes the city has set: nobody can wait for it by the clock


def ask(session: WatchSession, gained: int, rules: StudyRules) -> PresencePrompt | None:
    """The question that is open in this session now, after so much more was counted. It may be a new one."""
    session.since_asked += gained
    if session.asked_at is not None:
        latest = sa.select(PresencePrompt).where(PresencePrompt.session_id == session.id)
        prompt = db.session.scalars(latest.order_by(PresencePrompt.id.desc()).limit(1)).first()
        if prompt and prompt.is_open:
            return prompt
        session.asked_at = None
    if not rules.ask_after or not gained:
        return None
    session.ask_after = session.ask_after or _some_time(rules)
    if session.since_asked < session.ask_after:
        return None
    prompt = PresencePrompt(
        session_id=session.id, code=secrets.token_urlsafe(18), asked_at=utcnow(), vouches_ms=session.since_asked
    )
    db.session.add(prompt)
    session.asked_at, session.since_asked, session.ask_after = prompt.asked_at, 0, _some_time(rules)
    return prompt


def prompt_in(session: WatchSession, code: str) -> sa.Select:
    """Locked: the same answer sent twice is one answer."""
    mine = (PresencePrompt.session_id == session.id) & (PresencePrompt.code == code)
    return sa.select(PresencePrompt).where(mine).with_for_update()


def _some_time(rules: StudyRules) -> int:
    return round(rules.ask_after * MINUTE * _chance.uniform(EARLY, LATE))
