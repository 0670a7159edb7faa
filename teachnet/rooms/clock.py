"""Where the agenda is: by the host's word, and without one by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from teachnet.db import utcnow
from teachnet.rooms.models import SessionRoom
from teachnet.teams.models import AgendaItem, OnlineSession


@dataclass(frozen=True)
class Step:
    item: AgendaItem
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Clock:
    """`steps` is the agenda with the moments that hold now: behind the item the host is at, all moves with it."""

    steps: Sequence[Step]
    position: int | None  # that the host set

    @classmethod
    def of(cls, session: OnlineSession, room: SessionRoom | None) -> "Clock":
        steps, begins = [], session.starts_at
        for item in session.agenda:
            if room is not None and item.position == room.position:
                begins = room.since
            ends = begins + timedelta(minutes=item.minutes)
            steps.append(Step(item, begins, ends))
            begins = ends
        known = {step.item.position for step in steps}
        return cls(steps, room.position if room and room.position in known else None)

    @property
    def now(self) -> Step | None:
        """The one under way; none before the beginning and after the end, unless the host has set one."""
        if self.position is not None:
            return next(step for step in self.steps if step.item.position == self.position)
        moment = utcnow()
        return next((step for step in self.steps if step.begins <= moment < step.ends), None)

    def is_past(self, step: Step) -> bool:
        now = self.now
        return step.item.position < now.item.position if now else step.ends <= utcnow()

    @property
    def seconds_left(self) -> int:
        """Of what is under way; never below nought."""
        return max(0, round((self.now.ends - utcnow()).total_seconds())) if self.now else 0
