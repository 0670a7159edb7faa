"""Who is in a project, and what they mean to have done by when."""

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.research import actions, policy, queries
from teachnet.research.forms import MemberForm, MilestoneForm
from teachnet.research.models import ResearchMember, ResearchMilestone
from teachnet.research.views.blueprint import bp, load, to
from teachnet.research.views.projects import page
from teachnet.web.access import only, require
from teachnet.web.blame import blaming


@bp.post("/<int:project_id>/people")
@only(policy.can_look)
def take_in(project_id):
    project, form = load(project_id), MemberForm()
    require(policy.can_steer(me(), project))
    if form.validate():
        with blaming(form.name):
            actions.take_in(project, form.name.data or "")
    if form.errors:
        return page(project, member=form), 422
    db.session.commit()
    return to(project.id, "people")


@bp.post("/people/<int:member_id>/leaving")
@only(policy.can_look)
def release(member_id):
    seen = queries.members_visible_to(me()).where(ResearchMember.id == member_id)
    member = db.one_or_404(seen.options(queries.with_project(ResearchMember)))
    require(policy.can_release(me(), member))
    member.leave()
    db.session.commit()
    return to(member.project_id, "people")


@bp.post("/<int:project_id>/milestones")
@only(policy.can_look)
def plan_milestone(project_id):
    project, form = load(project_id), MilestoneForm()
    require(policy.can_steer(me(), project))
    if not form.validate():
        return page(project, milestone=form), 422
    project.plan(form.title.data or "", form.due_on.data)
    db.session.commit()
    return to(project.id, "milestones")


@bp.post("/<int:project_id>/milestones/<int:milestone_id>/reaching")
@only(policy.can_look)
def reach(project_id, milestone_id):
    project = load(project_id)
    milestone = db.one_or_404(queries.milestones_of(project).where(ResearchMilestone.id == milestone_id))
    require(policy.can_reach(me(), milestone, project))
    project.reach(milestone)
    db.session.commit()
    return to(project.id, "milestones")
