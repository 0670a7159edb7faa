from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.preparation import policy, queries
from teachnet.preparation.forms import PreparationForm, ReasonForm
from teachnet.preparation.models import JointPreparation
from teachnet.preparation.standing import contribution_to, schools_in
from teachnet.preparation.views.blueprint import bp, load_preparation
from teachnet.teams.models import Team
from teachnet.teams.policy import can_begin_in, is_of_team, leads
from teachnet.teams.queries import WITH_LEAD, WITH_MEMBERS, people_of, teams_visible_to
from teachnet.web.access import members_only, require
from teachnet.web.paging import paginate


@bp.get("/<int:team_id>/preparations")
@members_only
def of_team(team_id):
    team = _team(team_id)
    found = paginate(queries.preparations_of(team, me()))
    can_plan = can_begin_in(me(), team)
    return render_template("preparation/of_team.html", team=team, preparations=found, can_plan=can_plan)


@bp.get("/<int:team_id>/preparations/new")
@members_only
def new(team_id):
    team = _team_to_plan_in(team_id)
    return render_template("preparation/new.html", team=team, form=_form(team, formdata=None))


@bp.post("/<int:team_id>/preparations/new")
@members_only
def begin(team_id):
    team = _team_to_plan_in(team_id)
    form = _form(team)
    if not form.validate():
        return render_template("preparation/new.html", team=team, form=form), 422
    preparation = JointPreparation.begin(team, by=me(), **form.planned())
    db.session.commit()
    flash(_("It stands on the desk of %(name)s.", name=preparation.drafter.name))
    return redirect(url_for(".of_team", team_id=team.id), code=303)


@bp.get("/preparations/<int:preparation_id>")
@members_only
def preparation(preparation_id):
    return _page(load_preparation(preparation_id))


@bp.post("/preparations/<int:preparation_id>/discussion")
@members_only
def lay_before(preparation_id):
    preparation = load_preparation(preparation_id)
    require(policy.can_lay_before(me(), preparation))
    preparation.lay_before_colleagues(by=me())
    return _moved(preparation)


@bp.post("/preparations/<int:preparation_id>/agreement")
@members_only
def agree(preparation_id):
    preparation = load_preparation(preparation_id)
    require(policy.can_agree(me(), preparation))
    preparation.agree(by=me())
    return _moved(preparation)


@bp.post("/preparations/<int:preparation_id>/reopening")
@members_only
def open_again(preparation_id):
    preparation, form = load_preparation(preparation_id), ReasonForm()
    require(policy.can_open_again(me(), preparation))
    if not form.validate():
        return _page(preparation, form), 422
    preparation.discuss_again(by=me(), reason=form.reason.data or "")
    return _moved(preparation)


@bp.post("/preparations/<int:preparation_id>/conclusion")
@members_only
def conclude(preparation_id):
    preparation = load_preparation(preparation_id)
    require(policy.can_conclude(me(), preparation))
    preparation.conclude(by=me())
    return _moved(preparation)


@bp.post("/preparations/<int:preparation_id>/own")
@members_only
def begin_own(preparation_id):
    preparation = load_preparation(preparation_id)
    require(policy.can_begin_own(me(), preparation))
    own = preparation.begin_own(me())
    db.session.commit()
    flash(_("A copy of the shared plan is yours now. Change what your pupils need otherwise."))
    return redirect(url_for(".plan", plan_id=own.id), code=303)


def _team(team_id: int) -> Team:
    visible = teams_visible_to(me()).where(Team.id == team_id).options(*WITH_LEAD, WITH_MEMBERS)
    team = db.one_or_404(visible)
    require(is_of_team(me(), team))
    return team


def _team_to_plan_in(team_id: int) -> Team:
    team = _team(team_id)
    require(can_begin_in(me(), team))
    return team


def _form(team: Team, **kwargs) -> PreparationForm:
    drafters = db.session.scalars(people_of(team)).all() if leads(me(), team) else [me()]
    return PreparationForm(drafters, **kwargs)


def _moved(preparation: JointPreparation):
    db.session.commit()
    return redirect(url_for(".preparation", preparation_id=preparation.id), code=303)


def _page(preparation: JointPreparation, reason: ReasonForm | None = None) -> str:
    return render_template(
        "preparation/preparation.html",
        preparation=preparation,
        shared=preparation.shared_plan,
        contribution=contribution_to(preparation),
        schools=schools_in(preparation),
        open_notes=queries.open_notes_in(preparation),
        mine=preparation.plan_of(me()),
        reason_form=reason or ReasonForm(formdata=None),
    )
