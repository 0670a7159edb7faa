from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.teams import actions, policy, queries
from teachnet.teams.forms import TakeInForm, TeamForm
from teachnet.teams.models import Membership, Team
from teachnet.teams.views.blueprint import bp
from teachnet.web.access import members_only, only, require
from teachnet.web.blame import blaming
from teachnet.web.htmx import swap_or_redirect
from teachnet.web.paging import paginate


@bp.get("/")
@members_only
def index():
    return render_template(
        "teams/index.html",
        mine=db.session.scalars(queries.teams_of(me())).all(),
        others=paginate(queries.other_teams(me())),
        sessions=db.session.scalars(queries.coming_sessions(me()).limit(12)).unique().all(),
    )


@bp.get("/<int:team_id>")
@members_only
def team(team_id):
    return _page(_team(team_id))


@bp.get("/new")
@only(policy.can_found)
def new_team():
    return render_template("teams/new_team.html", form=_team_form(formdata=None))


@bp.post("/new")
@only(policy.can_found)
def found_team():
    form = _team_form()
    if form.validate():
        with blaming(form):
            team = actions.found_team(form.data, by=me())
    if form.errors:
        return render_template("teams/new_team.html", form=form), 422
    db.session.commit()
    return redirect(url_for(".team", team_id=team.id), code=303)


@bp.post("/<int:team_id>/application")
@members_only
def apply(team_id):
    team = _team(team_id)
    require(policy.can_apply(me(), team))
    team.receive_application(by=me())
    db.session.commit()
    flash(_("%(lead)s has your request.", lead=team.lead.name))
    return redirect(url_for(".team", team_id=team.id), code=303)


@bp.post("/<int:team_id>/leaving")
@members_only
def leave(team_id):
    team = _team(team_id)
    require(policy.can_leave(me(), team))
    team.membership_of(me()).leave(by=me())
    db.session.commit()
    return redirect(url_for(".team", team_id=team.id), code=303)


@bp.post("/<int:team_id>/members")
@members_only
def take_in(team_id):
    return _bring_in(_team(team_id), actions.take_in)


@bp.post("/<int:team_id>/invitations")
@members_only
def invite(team_id):
    return _bring_in(_team(team_id), actions.invite)


@bp.post("/memberships/<int:membership_id>/joining")
@members_only
def join(membership_id):
    membership = _my_invitation(membership_id)
    membership.accept(by=me())
    db.session.commit()
    flash(_("You are a member now. Its sessions come to you."))
    return redirect(url_for(".team", team_id=membership.team_id), code=303)


@bp.post("/memberships/<int:membership_id>/turning-down")
@members_only
def turn_down(membership_id):
    membership = _my_invitation(membership_id)
    membership.decline(by=me())
    db.session.commit()
    return redirect(url_for(".index"), code=303)


@bp.post("/memberships/<int:membership_id>/acceptance")
@members_only
def accept(membership_id):
    membership = _membership_to_decide(membership_id)
    membership.accept(by=me())
    db.session.commit()
    return _row(membership)


@bp.post("/memberships/<int:membership_id>/refusal")
@members_only
def decline(membership_id):
    membership = _membership_to_decide(membership_id)
    membership.decline(by=me())
    db.session.commit()
    return _row(membership)


def _team_form(**kwargs) -> TeamForm:
    return TeamForm(db.session.scalars(queries.regions_for(me())).all(), **kwargs)


def _team(team_id: int) -> Team:
    visible = queries.teams_visible_to(me()).where(Team.id == team_id)
    return db.one_or_404(visible.options(*queries.WITH_LEAD, queries.WITH_MEMBERS))


def _bring_in(team: Team, how: Callable[..., Membership]):
    """By name: taken in, or invited."""
    require(policy.can_plan(me(), team))
    form = TakeInForm()
    if form.validate():
        with blaming(form.name):
            how(team, form.name.data, by=me())
    if form.errors:
        return _page(team, form), 422
    db.session.commit()
    return redirect(url_for(".team", team_id=team.id), code=303)


def _my_invitation(membership_id: int) -> Membership:
    membership = db.one_or_404(queries.memberships_visible_to(me()).where(Membership.id == membership_id))
    require(policy.can_answer_invitation(me(), membership))
    return membership


def _membership_to_decide(membership_id: int) -> Membership:
    membership = db.one_or_404(queries.memberships_visible_to(me()).where(Membership.id == membership_id))
    require(policy.can_decide(me(), membership))
    return membership


def _row(membership: Membership):
    return swap_or_redirect(
        "teams/_membership.html",
        url_for(".team", team_id=membership.team_id),
        membership=membership,
        team=membership.team,
    )


def _page(team: Team, form: TakeInForm | None = None):
    sessions = paginate(queries.sessions_of(team, me()))
    return render_template("teams/team.html", team=team, sessions=sessions, form=form or TakeInForm(formdata=None))
