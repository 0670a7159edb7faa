from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.files.serving import send
from teachnet.study import finishing, policy, presence, queries, reading, watching
from teachnet.study.activities import activities
from teachnet.study.ledger import Verdict
from teachnet.study.models import CourseEnrolment, Unit, WatchSession
from teachnet.study.views.blueprint import bp
from teachnet.web import device
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.bodies import sent_json
from teachnet.web.safety import LARGEST_ID

MOST_BEATS = 200  # in one request; the player sends what it kept in portions


@bp.get("/units/<int:unit_id>")
@only(policy.can_open_study)
def unit(unit_id):
    unit = _unit(unit_id)
    enrolment = db.session.scalars(queries.enrolment_in(unit.course, me())).first()
    steps = db.session.execute(queries.steps(unit.course_id, enrolment)).all()
    progress = next(progress for step, progress in steps if step.id == unit.id)
    first, activity = _first(unit, enrolment), activities.of(unit)
    return render_template(
        "study/unit.html",
        unit=unit,
        activity=activity and not first and activity.show(unit, me(), enrolment),
        first=first,
        enrolment=enrolment,
        progress=progress,
        steps=steps,
        unconfirmed=_unconfirmed(unit, enrolment),
        first_missing=watching.first_missing(progress, unit),
        opened=reading.opened_now(unit, me()),
    )


@bp.get("/units/<int:unit_id>/file/<path:name>")
@only(policy.can_open_study)
def unit_file(unit_id, name):
    unit = _unit(unit_id)
    if unit.course.in_order and _first(unit, db.session.scalars(queries.enrolment_in(unit.course, me())).first()):
        abort(404)  # not yet
    return send(unit.file or abort(404), unit.file_name, download="download" in request.args)


@bp.post("/units/<int:unit_id>/sessions")
@only(policy.can_open_study)
def open_session(unit_id):
    unit, enrolment = _studied(unit_id)
    _require_counted(unit)
    finishing.require_open(unit, enrolment)
    session = watching.open_session(enrolment, unit, device=device.current())
    db.session.commit()
    return {"session": session.id}


@bp.post("/units/<int:unit_id>/beats")
@only(policy.can_open_study)
@leaves_no_trail(
    "each beat is a row of its own that says who, when and what it was worth; sessions and done units are told"
)
def beat(unit_id):
    unit, enrolment = _studied(unit_id)
    sent = sent_json()
    session, beats = _session(enrolment, unit, sent.get("session")), sent.get("beats")
    if not isinstance(beats, list) or len(beats) > MOST_BEATS:
        abort(400, "no list of beats")
    heard = watching.hear(session, unit, enrolment, beats)
    db.session.commit()
    return _answer(unit, heard)


@bp.post("/units/<int:unit_id>/presence")
@only(policy.can_open_study)
@leaves_no_trail("the question is a row of its own that says when it was asked and answered")
def confirm_presence(unit_id):
    unit, enrolment = _studied(unit_id)
    sent = sent_json()
    session = _session(enrolment, unit, sent.get("session"))
    db.one_or_404(presence.prompt_in(session, str(sent.get("code"))[:64])).answer()
    db.session.commit()
    return {"confirmed": True}


@bp.post("/units/<int:unit_id>/reading")
@only(policy.can_open_study)
def read(unit_id):
    unit, enrolment = _studied(unit_id)
    finishing.require_open(unit, enrolment)
    since = reading.opened_at(request.form.get("opened", ""), unit, me())
    if not unit.is_read or since is None:
        raise Refused(_("This page is no longer good. Open it again, read, and press the button then."))
    counted = reading.finish_reading(unit, enrolment, since=since)
    db.session.commit()
    flash(_("%(minutes)s minutes of reading are counted.", minutes=round(counted.credited / 60_000, 1)))
    return redirect(url_for(".unit", unit_id=unit.id), code=303)


def _unit(unit_id: int) -> Unit:
    return db.one_or_404(queries.units_visible_to(me()).where(Unit.id == unit_id))


def _studied(unit_id: int) -> tuple[Unit, CourseEnrolment]:
    found = db.session.execute(queries.studied_unit(me(), unit_id)).first()
    return tuple(found) if found else abort(404)


def _require_counted(unit: Unit) -> None:
    if unit.is_activity:
        raise Refused(_("This unit is done by what you do in it; no minutes are counted."))


def _session(enrolment: CourseEnrolment, unit: Unit, session_id) -> WatchSession:
    if type(session_id) is not int or not 0 < session_id <= LARGEST_ID:  # a bool is an int, too
        abort(400, "no session")
    return db.one_or_404(watching.session_of(enrolment, unit, session_id))


def _first(unit: Unit, enrolment: CourseEnrolment | None) -> Unit | None:
    """What must be done before this one opens."""
    return db.session.scalars(queries.undone_before(unit, enrolment)).first() if enrolment else None


def _unconfirmed(unit: Unit, enrolment: CourseEnrolment | None) -> int:
    return enrolment and db.session.scalar(queries.unconfirmed_in(unit, enrolment)) or 0


def _answer(unit: Unit, heard: watching.Heard) -> dict:
    """What stands now, as numbers for the player and as the piece of the page that says it."""
    progress = heard.progress
    why = next((verdict for verdict in reversed(heard.verdicts) if verdict is not Verdict.COUNTED), None)
    return {
        "counted": progress.credited_ms / 1000,
        "watched": progress.covered_ms / 1000,
        "next": watching.first_missing(progress, unit) / 1000,
        "done": progress.done_at is not None,
        "newest": Verdict.OTHER_SESSION not in heard.verdicts,
        "prompt": heard.prompt and {"code": heard.prompt.code, "seconds": heard.prompt.seconds_left},
        "html": render_template("study/_counted.html", unit=unit, progress=progress, why=why),
    }
