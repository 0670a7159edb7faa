"""What happens in the room, as it happens (text/event-stream)."""

from flask import Response, current_app, request
from werkzeug.exceptions import ServiceUnavailable

from teachnet.rooms import queries
from teachnet.rooms.live import hub
from teachnet.rooms.views.blueprint import bp, room_to_speak_in
from teachnet.web.access import members_only

# The second is for a proxy in front: it shall not gather the stream.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@bp.get("/sessions/<int:session_id>/room/stream")
@members_only
def stream(session_id):
    """From the event after the last one that the page has seen: a browser says so when it comes back by itself."""
    session = room_to_speak_in(session_id)
    asked = _event(request.headers.get("Last-Event-ID") or request.args.get("since", ""))
    since = min(asked, queries.last_event_of(session))  # a page may be older than the backup that was restored
    listener = hub.listen(current_app._get_current_object(), session.id, since)
    if listener is None:
        raise ServiceUnavailable(retry_after=10)
    told = Response(listener.told(), content_type="text/event-stream; charset=utf-8", headers=HEADERS)
    told.call_on_close(lambda: hub.leave(listener))
    return told


def _event(text: str) -> int:
    return int(text[:12]) if text.isascii() and text.isdigit() else 0
