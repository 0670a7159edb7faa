"""During the lesson: one tap for each thing that happens, kept by the phone and taken in when there is a network."""

from flask import abort, current_app, render_template, send_from_directory

from teachnet.db import db, utcnow
from teachnet.observations import actions
from teachnet.observations.models import ACTIVITIES, MOMENTS, ObservationSheet, Reach
from teachnet.observations.views.blueprint import bp, sheet_to_write
from teachnet.web.access import leaves_no_trail, members_only, public
from teachnet.web.bodies import sent_json

MOST = 500  # in one request; the phone sends what it kept in portions


@bp.get("/observations/<int:lesson_id>/live")
@members_only
def watch(lesson_id):
    sheet = sheet_to_write(lesson_id)
    begun = sheet.began_at and round((utcnow() - sheet.began_at).total_seconds() * 1000)
    return render_template(
        "observations/live.html",
        sheet=sheet,
        begun=begun,
        known=_known(sheet),
        activities=ACTIVITIES,
        moments=MOMENTS,
        reaches=list(Reach),
    )


@bp.post("/observations/<int:lesson_id>/live")
@members_only
@leaves_no_trail("each tap is a row of its own that says when it came; that the sheet was handed in is told")
def keep(lesson_id):
    sheet = sheet_to_write(lesson_id)
    sent = sent_json().get("kept")
    if not isinstance(sent, list) or len(sent) > MOST:
        abort(400, "no list of what was kept")
    try:
        kept = actions.read_kept(sent)
    except actions.Unreadable as unreadable:
        abort(400, str(unreadable))
    actions.keep(sheet, kept)
    db.session.commit()
    return {"kept": len(sent)}


@bp.get("/observations/worker.js")
@public
def worker():
    """Served from here and not with the other scripts: it looks after the pages below its own address."""
    return send_from_directory(str(current_app.static_folder), "js/observations/worker.js", max_age=0)


def _known(sheet: ObservationSheet) -> list[dict]:
    """What was kept from another phone, as the page notes it."""
    marks = [{"key": m.key, "kind": m.kind, "at": m.at_ms, "label": str(m.kind.label)} for m in sheet.standing_marks]
    remarks = [{"key": one.key, "at": one.starts_ms, "label": one.text} for one in sheet.remarks]
    return sorted(marks + remarks, key=lambda one: one["at"])
