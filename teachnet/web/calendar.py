"""What happens when, as calendar programs read it (RFC 5545). A change or cancellation is the same event, again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Response
from icalendar import Alarm, Calendar, Event

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """`uid` is unique in this installation. From one moment to another, or whole days, the last one included."""

    uid: str
    title: str
    said: str
    address: str
    starts: datetime | date
    ends: datetime | date
    changed_at: datetime
    revision: int = 0
    is_cancelled: bool = False
    icon: str = "calendar-days"
    reminds: timedelta | None = None  # so long before it begins

    @property
    def lasts_days(self) -> bool:
        return not isinstance(self.starts, datetime)


def feed(happenings: Iterable[Happening], *, name: str, host: str) -> bytes:
    """`host` makes the ids unique in the world."""
    calendar = Calendar()
    calendar.add("prodid", "-//TeachNet//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for happening in happenings:
        calendar.add_component(_event(happening, host))
    return calendar.to_ical()


def as_file(body: bytes, filename: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _event(happening: Happening, host: str) -> Event:
    event = Event()
    event.add("uid", f"{happening.uid}@{host}")
    event.add("sequence", happening.revision)
    event.add("dtstamp", happening.changed_at.astimezone(UTC))
    event.add("last-modified", happening.changed_at.astimezone(UTC))
    event.add("dtstart", _moment(happening.starts))
    event.add("dtend", happening.ends + A_DAY if happening.lasts_days else _moment(happening.ends))
    event.add("summary", happening.title)
    event.add("description", "\n".join(filter(None, [happening.said, happening.address])))
    event.add("url", happening.address)
    if happening.reminds and not happening.is_cancelled:
        event.add_component(_reminder(happening))
    event.add("status", "CANCELLED" if happening.is_cancelled else "CONFIRMED")
    return event


def _reminder(happening: Happening) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", happening.title)
    alarm.add("trigger", -happening.reminds)
    return alarm


def _moment(when: datetime | date) -> datetime | date:
    return when.astimezone(UTC) if isinstance(when, datetime) else when
