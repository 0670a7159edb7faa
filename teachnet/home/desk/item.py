"""One thing somebody has to do, wherever it comes from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from teachnet.db import CITY_TIME, today

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class DeskItem:
    """`due` is the last day or moment, or when it begins (`starts`); what has no day of its own (a queue) is for this
    week, after what has. `wait` marks what goes on at one's own pace."""

    title: str
    text: str
    action: str
    url: str
    due: date | datetime | None = None
    starts: bool = False
    at_leisure: bool = False

    @property
    def day(self) -> date | None:
        return self.due.astimezone(CITY_TIME).date() if isinstance(self.due, datetime) else self.due

    @property
    def moment(self) -> datetime | None:
        return self.due if isinstance(self.due, datetime) else None

    @property
    def is_today(self) -> bool:
        return self.day == today()

    @property
    def is_late(self) -> bool:
        return self.day is not None and self.day < today() and not self.starts

    @property
    def is_on(self) -> bool:
        """It has begun, and goes on."""
        return self.day is not None and self.day < today() and self.starts

    @property
    def is_this_week(self) -> bool:
        """Today and the six days after: each weekday once, so that its name is enough to tell it by."""
        return not self.at_leisure if self.day is None else self.day < today() + A_WEEK

    @property
    def look(self) -> str:
        if self.is_late or (self.is_today and not self.starts):
            return "bad"
        if self.is_on:
            return "good"
        return "wait" if self.at_leisure else "act"

    @property
    def urgency(self) -> tuple:
        """Late and dated things by their day, then what has no day, then what is at leisure."""
        if self.day is None:
            return (1, self.at_leisure)
        last_moment = self.moment or datetime.combine(self.day, time.max, CITY_TIME)
        return (0 if self.is_this_week else 2, last_moment)


def most_urgent_first(items: list[DeskItem]) -> list[DeskItem]:
    return sorted(items, key=lambda item: item.urgency)
