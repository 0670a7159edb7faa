"""The list of a session: how long each stayed, what counts, and the list of the video call."""

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.audit.trail import record
from teachnet.db import db, start_writing, today
from teachnet.stays import actions, policy, queries
from teachnet.stays.calls import read
from teachnet.stays.forms import CallForm, ConfirmForm, TakeBackForm
from teachnet.stays.models import SessionRules
from teachnet.stays.views.blueprint import bp
from teachnet.stays.workbook import workbook
from teachnet.teams.models import OnlineSession
from teachnet.web.access import members_only, require
from teachnet.web.blame import blaming
from teachnet.web.filters import day_time
from teachnet.web.safety import reads_first, takes_files
from teachnet.web.workbooks import EXCEL


@bp.get("/sessions/<int:session_id>/attendance")
@members_only
def sheet(session_id):
    return _page(_seen(session_id))


@bp.post("/sessions/<int:session_id>/attendance/confirmation")
@members_only
def confirm(session_id):
    session, form = _to_confirm(session_id), ConfirmForm()
    if form.validate():
        with blaming(form):
            actions.confirm(session, form.counts.data or [], because=form.because.data or "", by=me())
    if form.errors:
        return _page(session, confirm=form), 422
    db.session.commit()
    flash(_("Confirmed. The hours stand in the accounts of those who took part."))
    return _back(session)


@bp.post("/sessions/<int:session_id>/attendance/taking-back")
@members_only
def take_back(session_id):
    session, form = _to_confirm(session_id), TakeBackForm()
    if not form.validate():
        return _page(session, back=form), 422
    confirmation = queries.confirmation_of(session)
    if confirmation is None:
        return _back(session)
    actions.take_back(confirmation, by=me(), reason=form.reason.data or "")
    db.session.commit()
    flash(_("Taken back, and the hours with it."))
    return _back(session)


@bp.post("/sessions/<int:session_id>/attendance/call")
@members_only
@takes_files
@reads_first
def bring_call(session_id):
    """The file is read before the write lock is asked for. What was understood is kept, the rest told line by line."""
    session, form = _to_confirm(session_id), CallForm()
    found = None
    if form.validate():
        with blaming(form.file):
            found = read(form.file.data, queries.may_have_been_there(session), session.starts_at)
    if form.errors or found is None:
        return _page(session, call=form), 422
    start_writing()
    session = _to_confirm(session_id)
    actions.take_in_call(session, found.stays)
    record("online_session", session.id, changes={"rows": [None, len(found.stays)]})
    db.session.commit()
    if found.missed:
        return _page(session, brought=found)
    flash(ngettext("One line was taken over.", "%(num)d lines were taken over.", len(found.stays)))
    return _back(session)


@bp.post("/sessions/<int:session_id>/attendance/excel")
@members_only
@reads_first
def export(session_id):
    session = _seen(session_id)
    require(policy.can_see_everybody(me(), session))
    there = queries.attended(session, me(), rules=SessionRules.in_force())
    lines = actions.verdicts(there, queries.confirmation_of(session))
    title = _("%(title)s: who took part", title=session.title)
    file = workbook(title, [f"{session.team.name} · {day_time(session.starts_at)}"], lines)
    start_writing()
    record("online_session", session.id, changes={"rows": [None, len(lines)]})
    db.session.commit()
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{title} {today().isoformat()}.xlsx")


def _seen(session_id: int) -> OnlineSession:
    session = db.one_or_404(queries.sessions_seen_by(me()).where(OnlineSession.id == session_id))
    require(policy.can_see(me(), session))
    return session


def _to_confirm(session_id: int) -> OnlineSession:
    session = _seen(session_id)
    require(policy.can_confirm(me(), session))
    return session


def _back(session: OnlineSession):
    return redirect(url_for(".sheet", session_id=session.id), code=303)


def _page(session: OnlineSession, *, confirm=None, back=None, call=None, brought=None):
    rules, confirmation = SessionRules.in_force(), queries.confirmation_of(session)
    there = queries.attended(session, me(), rules=rules)
    return render_template(
        "stays/sheet.html",
        session=session,
        rules=rules,
        confirmation=confirmation,
        lines=actions.verdicts(there, confirmation),
        ticked=(confirm.counts.data or []) if confirm else None,
        confirm_form=confirm or ConfirmForm(formdata=None),
        back_form=back or TakeBackForm(formdata=None),
        call_form=call or CallForm(formdata=None),
        brought=brought,
    )
