"""The code on the projector; its piece is asked for again every few seconds."""

import segno
from flask import render_template, request, url_for
from markupsafe import Markup

from teachnet.attendance import codes, policy, queries
from teachnet.attendance.models import Kind
from teachnet.attendance.views.blueprint import bp, load_meeting
from teachnet.db import db
from teachnet.web.access import members_only


@bp.get("/meetings/<int:meeting_id>/screen")
@members_only
def screen(meeting_id):
    return _page("attendance/screen.html", load_meeting(meeting_id, policy.can_run))


@bp.get("/meetings/<int:meeting_id>/screen/code")
@members_only
def code(meeting_id):
    return _page("attendance/_code.html", load_meeting(meeting_id, policy.can_run))


def _page(template, meeting):
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else Kind.IN
    return render_template(
        template,
        meeting=meeting,
        kind=kind,
        kinds=list(Kind) if meeting.asks_check_out else [Kind.IN],
        qr=_qr(url_for("attendance.scanned", token=codes.token(meeting.id, kind), _external=True)),
        short=codes.short_code(meeting.id, kind),
        checked_in=db.session.scalar(queries.checked_in(meeting, kind)),
    )


def _qr(url: str) -> Markup:
    """Medium correction: larger squares are read from farther away than with high."""
    picture = segno.make_qr(url, error="m")
    return Markup(picture.svg_inline(omitsize=True, border=2, lineclass=None, svgclass="qr"))  # noqa: S704 -- made here
