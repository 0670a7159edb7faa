from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.jobs import outbox
from teachnet.projects import actions, policy, queries
from teachnet.projects.forms import LongerForm, PeopleFilter, PointsForm, TakeInForm, points_form
from teachnet.projects.models import Participation, StudyProject
from teachnet.projects.views.blueprint import bp, seen_participation, seen_project
from teachnet.projects.views.projects import standing_of
from teachnet.projects.workbook import workbook
from teachnet.web.access import leaves_no_trail, only, require
from teachnet.web.paging import paginate
from teachnet.web.workbooks import EXCEL

WIDTH = 10  # marks: a step of the picture


@bp.get("/<int:project_id>/people")
@only(policy.can_open_study)
def people(project_id):
    return _page(_project(project_id))


@bp.get("/<int:project_id>/people.xlsx")
@only(policy.can_open_study)
def people_workbook(project_id):
    project = _project(project_id)
    wanted = PeopleFilter(request.args).chosen()
    file = workbook(project, db.session.scalars(queries.people_in(project, me(), **wanted)).unique())
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{project.title}.xlsx")


@bp.get("/<int:project_id>/settling")
@only(policy.can_open_study)
def settling(project_id):
    """How far the results are, asked again by the page until they are all there."""
    project = _project(project_id)
    return render_template("projects/_settling.html", project=project, **_settled(project))


@bp.post("/<int:project_id>/people")
@only(policy.can_set_up)
@leaves_no_trail("the worker takes people in, and records each")
def take_in(project_id):
    project = _run(project_id)
    require(policy.can_take_in(me(), project))
    form = _take_in_form(project)
    if not form.validate():
        return _page(project, form), 422
    rule = form.rule()
    count = db.session.scalar(queries.how_many(queries.teachers_to_take_in(project, **rule))) or 0
    if count:
        outbox.send("projects.take_in", project=project.id, **rule | {"at": rule["at"].id})
        db.session.commit()
    flash(_("%(count)s people will take part within a minute.", count=count) if count else _("All of them take part."))
    return redirect(url_for(".people", project_id=project.id), code=303)


@bp.post("/<int:project_id>/last-day")
@only(policy.can_set_up)
def lengthen(project_id):
    project, form = _run(project_id), LongerForm()
    require(policy.can_lengthen(me(), project))
    if not form.validate():
        return _page(project, longer=form), 422
    project.lengthen(form.closes_on.data)
    db.session.commit()
    flash(_("The project runs longer now."))
    return redirect(url_for(".people", project_id=project.id), code=303)


@bp.post("/<int:project_id>/conclusion")
@only(policy.can_set_up)
def conclude(project_id):
    project = _run(project_id)
    project.conclude()
    outbox.send("projects.settle", project=project.id, after=0)
    db.session.commit()
    flash(_("The project is concluded. The results are being written."))
    return redirect(url_for(".people", project_id=project.id), code=303)


@bp.get("/people/<int:participation_id>")
@only(policy.can_open_study)
def participant(participation_id):
    return _sheet_of(seen_participation(participation_id))


@bp.post("/people/<int:participation_id>/points")
@only(policy.can_set_up)
def give_points(participation_id):
    participation = seen_participation(participation_id)
    require(policy.can_give_points(me(), participation))
    form = _points_form(participation)
    if not form.validate():
        return _sheet_of(participation, form), 422
    actions.give_points(participation, form.points, by=me())
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".participant", participation_id=participation.id), code=303)


def _project(project_id: int) -> StudyProject:
    project = seen_project(project_id)
    require(policy.can_see_people(me(), project))
    return project


def _run(project_id: int) -> StudyProject:
    project = seen_project(project_id)
    require(policy.can_run(me(), project))
    return project


def _page(project: StudyProject, form: TakeInForm | None = None, *, longer: LongerForm | None = None) -> str:
    filters = PeopleFilter(request.args)
    takes_in = policy.can_take_in(me(), project)
    unmarked = db.session.scalar(queries.unmarked_in(project)) if policy.can_conclude(me(), project) else 0
    return render_template(
        "projects/people.html",
        project=project,
        people=paginate(queries.people_in(project, me(), **filters.chosen())),
        figures=db.session.execute(queries.figures_of(project, me())).one(),
        spread=db.session.execute(queries.marks_spread(project, me(), WIDTH)).all(),
        width=WIDTH,
        filters=filters,
        form=(form or _take_in_form(project, formdata=None)) if takes_in else None,
        longer=longer or LongerForm(formdata=None, data={"closes_on": project.closes_on}),
        unmarked=unmarked,
        **_settled(project),
    )


def _settled(project: StudyProject) -> dict[str, int]:
    """Nothing is asked while nobody waits for results."""
    if not project.is_concluded:
        return {"settled": 0, "to_settle": 0}
    settled, everybody = db.session.execute(queries.settled_in(project)).one()
    return {"settled": settled, "to_settle": everybody}


def _take_in_form(project: StudyProject, **kwargs) -> TakeInForm:
    return TakeInForm(db.session.scalars(queries.parts_of(project, me())).all(), project, **kwargs)


def _points_form(participation: Participation, **kwargs) -> PointsForm:
    given = db.session.scalars(queries.given_to(participation)).all()
    return points_form(participation.project.rows_by_hand, given, **kwargs)


def _sheet_of(participation: Participation, form: PointsForm | None = None) -> str:
    gives = policy.can_give_points(me(), participation) and participation.project.rows_by_hand
    return render_template(
        "projects/participant.html",
        participation=participation,
        project=participation.project,
        form=(form or _points_form(participation, formdata=None)) if gives else None,
        **standing_of(participation),
    )
