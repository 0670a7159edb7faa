from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db, today
from teachnet.teams.models import Team
from teachnet.teams.queries import WITH_MEMBERS
from teachnet.terms import SchoolYear, school_years_around
from teachnet.web.access import only, require
from teachnet.web.blame import blaming
from teachnet.web.paging import paginate_lines
from teachnet.web.workbooks import EXCEL
from teachnet.yearplans import policy, queries
from teachnet.yearplans.forms import PlanForm, YearFilter
from teachnet.yearplans.models import TeamPlan
from teachnet.yearplans.standing import lines
from teachnet.yearplans.views.blueprint import bp
from teachnet.yearplans.workbook import workbook


@bp.get("/plans")
@only(policy.can_look)
def index():
    filters = YearFilter(request.args)
    year = filters.chosen
    page = paginate_lines(queries.teams_listed(me(), year))
    rows = [(team, plan, lines(plan, done, year, today())) for team, plan, *done in page]
    return render_template("yearplans/index.html", page=page, rows=rows, filters=filters)


@bp.get("/plans.xlsx")
@only(policy.can_look)
def as_workbook():
    year = YearFilter(request.args).chosen
    file = workbook(db.session.execute(queries.teams_listed(me(), year)), year)
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{_('Yearly plans')} {year.label}.xlsx")


@bp.get("/<int:team_id>/plan")
@only(policy.can_look)
def plan(team_id):
    team, filters = _load(team_id), YearFilter(request.args)
    year = filters.chosen
    done = db.session.execute(queries.done_by(team, year)).one()
    written = _plan_of(team, year)
    return render_template(
        "yearplans/plan.html",
        team=team,
        year=year,
        plan=written,
        lines=lines(written, done, year, today()),
        filters=filters,
    )


@bp.get("/<int:team_id>/plan/<int:begins>/edit")
@only(policy.can_look)
def edit(team_id, begins):
    team, year = _to_write(team_id, begins)
    return _sheet(team, year, PlanForm.showing(_plan_of(team, year)))


@bp.post("/<int:team_id>/plan/<int:begins>/edit")
@only(policy.can_look)
def write(team_id, begins):
    team, year = _to_write(team_id, begins)
    form = PlanForm()
    if not form.validate():
        return _sheet(team, year, form), 422
    with blaming(form) as said:
        TeamPlan.write(team, year, form.text.data or "", form.targets, seen=form.version.data or 0, by=me())
    if form.errors:
        theirs = _plan_of(team, year)
        if theirs:
            form.version.go_on_from(theirs.version)
        return _sheet(team, year, form, theirs), said.status
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".plan", team_id=team.id, year=year.begins), code=303)


def _load(team_id: int) -> Team:
    seen = queries.teams_with_plans_seen_by(me()).where(Team.id == team_id)
    return db.one_or_404(seen.options(WITH_MEMBERS))


def _to_write(team_id: int, begins: int) -> tuple[Team, SchoolYear]:
    team = _load(team_id)
    years = {year.begins: year for year in school_years_around(today())}
    if begins not in years:
        abort(404)
    require(policy.can_write(me(), team, years[begins]))
    return team, years[begins]


def _plan_of(team: Team, year: SchoolYear) -> TeamPlan | None:
    return db.session.scalars(queries.plan_of(team, year)).first()


def _sheet(team: Team, year: SchoolYear, form: PlanForm, theirs: TeamPlan | None = None) -> str:
    return render_template("yearplans/edit.html", team=team, year=year, form=form, theirs=theirs)
