"""Sessions as calendar programs read them (RFC 5545). A change or cancellation is the same event, renumbered."""

from collections.abc import Iterable
from datetime import UTC

from flask_babel import gettext as _
from icalendar import Calendar, Event

from teachnet.teams.models import OnlineSession


def calendar(sessions: Iterable[OnlineSession], *, name: str, address_of, host: str) -> bytes:
    """`address_of(session)` is its page; `host` makes the ids unique to this installation."""
    feed = Calendar()
    feed.add("prodid", "-//TeachNet//teams//ZH")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    for session in sessions:
        feed.add_component(_event(session, address_of(session), host))
    return feed.to_ical()


def _event(session: OnlineSession, address: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"session-{session.id}@{host}")
    event.add("sequence", session.revision)
    event.add("dtstamp", session.changed_at.astimezone(UTC))
    event.add("last-modified", session.changed_at.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", session.title)
    event.add("description", "\n".join(filter(None, [_said_of(session), session.purpose, address])))
    event.add("url", address)
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    return event


def _said_of(session: OnlineSession) -> str:
    if session.is_cancelled:
        return _("Cancelled: %(reason)s", reason=session.cancelled_because)
    return _("%(team)s, led by %(host)s", team=session.team.name, host=session.host.name)
