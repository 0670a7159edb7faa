"""What was given: told by one school, confirmed by another."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Organisation
from teachnet.communities import policy, queries
from teachnet.communities.forms import ActivityForm, DecisionForm
from teachnet.communities.models import Community, CommunityActivity
from teachnet.communities.views.blueprint import bp, load
from teachnet.db import db
from teachnet.web.access import only, require


@bp.get("/<int:community_id>/activities/new")
@only(policy.can_look)
def new_activity(community_id):
    community = _to_report_in(community_id)
    form = ActivityForm(community, _givers(community), formdata=None)
    return render_template("communities/new_activity.html", community=community, form=form)


@bp.post("/<int:community_id>/activities/new")
@only(policy.can_look)
def report(community_id):
    community = _to_report_in(community_id)
    form = ActivityForm(community, _givers(community))
    if not form.validate():
        return render_template("communities/new_activity.html", community=community, form=form), 422
    activity = CommunityActivity.report(community, by=me(), **form.told())
    db.session.commit()
    flash(_("Told. It counts as soon as the other school has confirmed it."))
    return _to(activity)


@bp.get("/activities/<int:activity_id>")
@only(policy.can_look)
def activity(activity_id):
    return _page(_load(activity_id))


@bp.post("/activities/<int:activity_id>/confirmation")
@only(policy.can_look)
def confirm(activity_id):
    activity, form = _to_decide(activity_id), DecisionForm()
    if not form.validate():
        return _page(activity, form), 422
    activity.confirm(by=me(), note=form.note.data or "")
    return _decided(activity)


@bp.post("/activities/<int:activity_id>/refusal")
@only(policy.can_look)
def decline(activity_id):
    activity, form = _to_decide(activity_id), DecisionForm()
    if not form.validate():
        return _page(activity, form), 422
    activity.decline(by=me(), note=form.note.data or "")
    return _decided(activity)


@bp.post("/activities/<int:activity_id>/withdrawal")
@only(policy.can_look)
def withdraw(activity_id):
    activity = _load(activity_id)
    require(policy.can_withdraw(me(), activity))
    activity.withdraw(by=me())
    return _decided(activity)


def _load(activity_id: int) -> CommunityActivity:
    return db.one_or_404(queries.activities_visible_to(me()).where(CommunityActivity.id == activity_id))


def _to_decide(activity_id: int) -> CommunityActivity:
    activity = _load(activity_id)
    require(policy.can_confirm(me(), activity))
    return activity


def _to_report_in(community_id: int) -> Community:
    community = load(community_id)
    require(policy.can_report(me(), community))
    return community


def _givers(community: Community) -> list[Organisation]:
    """The schools somebody may speak for; the coordinator for all of them."""
    schools = [member.school for member in community.schools]
    return [one for one in schools if me().id == community.coordinator_id or policy.speaks_for(me(), one)]


def _decided(activity: CommunityActivity):
    db.session.commit()
    return _to(activity)


def _to(activity: CommunityActivity):
    return redirect(url_for(".activity", activity_id=activity.id), code=303)


def _page(activity: CommunityActivity, form: DecisionForm | None = None) -> str:
    return render_template("communities/activity.html", activity=activity, form=form or DecisionForm(formdata=None))
