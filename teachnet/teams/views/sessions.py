from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.teams import policy, queries
from teachnet.teams.calendar import happening_of
from teachnet.teams.clashes import clashes_of
from teachnet.teams.forms import CancelForm, LikeFilter, NewSessionForm, SessionForm
from teachnet.teams.models import OnlineSession, Team
from teachnet.teams.views.blueprint import bp
from teachnet.web.access import members_only, require
from teachnet.web.calendar import as_file, feed
from teachnet.web.htmx import swap_or_redirect


@bp.get("/<int:team_id>/sessions/new")
@members_only
def new_session(team_id):
    """`?like=` a session of the team: its plan is taken over, to be changed."""
    team, form = _team_to_plan(team_id), NewSessionForm(formdata=None)
    model = db.session.scalars(
        queries.sessions_of(team, me()).where(OnlineSession.id == LikeFilter(request.args).like.data)
    ).first()
    return _form(team, NewSessionForm.like(model) if model else form)


@bp.post("/<int:team_id>/sessions/new")
@members_only
def plan_session(team_id):
    """What people of the team do at that time already is told first; it can be planned all the same."""
    team, form = _team_to_plan(team_id), NewSessionForm()
    if not form.validate():
        return _form(team, form), 422
    planned = form.all_planned()
    clashes = [] if form.anyway.data else clashes_of(team, planned, me())
    if clashes:
        return _form(team, form, clashes=clashes), 409
    sessions = [OnlineSession(team=team, host=team.lead) for _one in planned]
    for session, plan in zip(sessions, planned, strict=True):
        session.plan(**plan)
    db.session.add_all(sessions)
    db.session.commit()
    flash(
        ngettext(
            "The session stands. Those invited can sign up now.",
            "%(num)d sessions stand. Those invited can sign up now.",
            len(sessions),
        )
    )
    return redirect(url_for(".session", session_id=sessions[0].id), code=303)


@bp.get("/sessions/<int:session_id>")
@members_only
def session(session_id):
    return _page(_session(session_id), CancelForm(formdata=None))


@bp.get("/sessions/<int:session_id>/edit")
@members_only
def edit_session(session_id):
    session = _session_to_change(session_id)
    return _form(session.team, SessionForm.showing(session), session=session)


@bp.post("/sessions/<int:session_id>/edit")
@members_only
def change_session(session_id):
    session, form = _session_to_change(session_id), SessionForm()
    if not form.validate():
        return _form(session.team, form, session=session), 422
    session.plan(**form.planned())
    db.session.commit()
    flash(_("The change is saved. Calendars take it by themselves."))
    return redirect(url_for(".session", session_id=session.id), code=303)


@bp.post("/sessions/<int:session_id>/cancellation")
@members_only
def cancel_session(session_id):
    session = _session_to_change(session_id)
    form = CancelForm()
    if not form.validate():
        return _page(session, form), 422
    session.cancel(reason=form.reason.data)
    db.session.commit()
    flash(_("The session is cancelled. Those signed up read why on its page."))
    return redirect(url_for(".session", session_id=session.id), code=303)


@bp.post("/sessions/<int:session_id>/sign-up")
@members_only
def sign_up(session_id):
    session = _session(session_id)
    require(policy.is_invited(me(), session))
    session.sign_up(me())
    db.session.commit()
    return _seat(session)


@bp.post("/sessions/<int:session_id>/withdrawal")
@members_only
def withdraw(session_id):
    session = _session(session_id)
    mine = session.sign_up_of(me())
    if mine is None:
        raise Refused(_("You have not signed up for this session."))
    session.withdraw(mine)
    db.session.commit()
    return _seat(session)


@bp.get("/sessions/<int:session_id>.ics")
@members_only
def session_calendar(session_id):
    session = _session(session_id)
    return _ics([session], session.title, f"session-{session.id}.ics")


@bp.get("/sessions.ics")
@members_only
def my_calendar():
    sessions = db.session.scalars(queries.calendar_of(me())).unique()
    return _ics(sessions, _("My research sessions"), "sessions.ics")


def _session(session_id: int) -> OnlineSession:
    visible = queries.sessions_visible_to(me()).where(OnlineSession.id == session_id)
    return db.one_or_404(visible.options(*queries.WITH_TEAM))


def _session_to_change(session_id: int) -> OnlineSession:
    session = _session(session_id)
    require(policy.can_change(me(), session))
    return session


def _team_to_plan(team_id: int) -> Team:
    visible = queries.teams_visible_to(me()).where(Team.id == team_id).options(*queries.WITH_LEAD)
    team = db.one_or_404(visible)
    require(policy.can_plan(me(), team))
    return team


def _form(team: Team, form: SessionForm, *, session: OnlineSession | None = None, clashes=()) -> str:
    return render_template("teams/session_form.html", team=team, session=session, form=form, clashes=clashes)


def _page(session: OnlineSession, form: CancelForm):
    return render_template("teams/session.html", session=session, form=form)


def _seat(session: OnlineSession):
    return swap_or_redirect("teams/_seat.html", url_for(".session", session_id=session.id), session=session)


def _ics(sessions, name: str, filename: str) -> Response:
    happenings = [happening_of(one, url_for(".session", session_id=one.id, _external=True)) for one in sessions]
    return as_file(feed(happenings, name=name, host=request.host.partition(":")[0]), filename)
