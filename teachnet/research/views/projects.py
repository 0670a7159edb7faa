from flask import flash, render_template, request, send_file
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db, today
from teachnet.research import policy, queries
from teachnet.research.forms import (
    ListFilter,
    MemberForm,
    MilestoneForm,
    OutcomeForm,
    ProposalForm,
    VisitForm,
)
from teachnet.research.models import ResearchProject
from teachnet.research.views.blueprint import bp, load, to
from teachnet.research.words import ResearchStage
from teachnet.research.workbook import workbook
from teachnet.web.access import only, require
from teachnet.web.blame import blaming
from teachnet.web.paging import paginate, paginate_lines
from teachnet.web.workbooks import EXCEL


@bp.get("/")
@only(policy.can_look)
def index():
    filters = ListFilter(request.args)
    return render_template(
        "research/index.html",
        page=paginate_lines(queries.projects_listed(me(), **filters.chosen())),
        stages=list(ResearchStage),
        by_stage={row[0]: row for row in db.session.execute(queries.by_stage(me()))},
        by_place=db.session.execute(queries.by_place(me())).all(),
        filters=filters,
    )


@bp.get("/projects.xlsx")
@only(policy.can_look)
def as_workbook():
    listed = queries.projects_listed(me(), **ListFilter(request.args).chosen()).options(queries.WITH_MILESTONES)
    name = f"{_('Research projects')} {today().isoformat()}.xlsx"
    return send_file(workbook(db.session.execute(listed)), EXCEL, as_attachment=True, download_name=name)


@bp.get("/new")
@only(policy.can_propose)
def new():
    return render_template("research/new.html", form=ProposalForm(formdata=None))


@bp.post("/new")
@only(policy.can_propose)
def propose():
    form = ProposalForm()
    if form.validate():
        with blaming(form):
            project = ResearchProject.begin(by=me(), **form.told())
    if form.errors:
        return render_template("research/new.html", form=form), 422
    db.session.commit()
    flash(_("Begun. Take your colleagues in, write the proposal, and hand it in."))
    return to(project.id)


@bp.get("/<int:project_id>")
@only(policy.can_look)
def project(project_id):
    return page(load(project_id))


@bp.post("/<int:project_id>/withdrawal")
@only(policy.can_look)
def withdraw(project_id):
    project = load(project_id)
    require(policy.can_withdraw(me(), project))
    project.withdraw(by=me())
    db.session.commit()
    return to(project.id)


def page(
    project: ResearchProject, *, member=None, milestone=None, visit=None, outcome=None, wrong=None, note=None
) -> str:
    """With the form that was not good, if one was not; `wrong` is the change whose `note` does not do."""
    own = db.session.execute(queries.own_resources(me())).all() if policy.can_name_outcome(me(), project) else []
    return render_template(
        "research/project.html",
        project=project,
        stages=list(ResearchStage),
        risk=db.session.execute(queries.risk_of(project)).one(),
        evidence=paginate(queries.evidence_of(project, me())),
        changes=db.session.scalars(queries.changes_of(project, me())).all(),
        visits=db.session.scalars(queries.visits_to(project, me())).all(),
        outcomes=db.session.execute(queries.outcomes_of(project, me())).all(),
        member_form=member or MemberForm(formdata=None),
        milestone_form=milestone or MilestoneForm(formdata=None),
        visit_form=visit or VisitForm(formdata=None),
        outcome_form=outcome or OutcomeForm([(row[0], row[1]) for row in own], formdata=None),
        wrong=wrong,
        note=note,
    )
