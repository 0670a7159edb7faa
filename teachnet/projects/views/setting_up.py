from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.projects import actions, policy, queries
from teachnet.projects.forms import CourseForm, PartForm, ProjectForm, RowForm
from teachnet.projects.models import ProjectCourse, ScoringPart, StudyProject
from teachnet.projects.views.blueprint import bp, seen_project
from teachnet.study.queries import offices_of
from teachnet.web.access import only, require


@bp.get("/new")
@only(policy.can_set_up)
def new():
    return render_template("projects/new.html", form=_facts(formdata=None))


@bp.post("/new")
@only(policy.can_set_up)
def create():
    form = _facts()
    if not form.validate():
        return render_template("projects/new.html", form=form), 422
    project = StudyProject(made_by=me(), **form.fields())
    db.session.add(project)
    db.session.commit()
    return _back(project)


@bp.get("/<int:project_id>/setting-up")
@only(policy.can_set_up)
def setting_up(project_id):
    return _page(_draft(project_id))


@bp.post("/<int:project_id>/setting-up")
@only(policy.can_set_up)
def change(project_id):
    project = _draft(project_id)
    form = _facts(project)
    if not form.validate():
        return _page(project, facts=form), 422
    project.require_draft()
    for name, value in form.fields().items():
        setattr(project, name, value)
    db.session.commit()
    flash(_("Saved."))
    return _back(project)


@bp.post("/<int:project_id>/courses")
@only(policy.can_set_up)
def add_course(project_id):
    project = _draft(project_id)
    form = CourseForm(db.session.scalars(queries.courses_to_add(project)).all())
    if not form.validate():
        return _page(project, courses=form), 422
    project.add_course(form.courses[form.course.data], form.kind.data)
    db.session.commit()
    return _back(project, "courses")


@bp.post("/<int:project_id>/courses/<int:project_course_id>/removal")
@only(policy.can_set_up)
def drop_course(project_id, project_course_id):
    project = _draft(project_id)
    project.drop_course(db.one_or_404(queries.course_in(project).where(ProjectCourse.id == project_course_id)))
    db.session.commit()
    return _back(project, "courses")


@bp.post("/<int:project_id>/sheet")
@only(policy.can_set_up)
def write_sheet(project_id):
    project = _draft(project_id)
    actions.write_usual_sheet(project)
    db.session.commit()
    flash(_("This is the usual one. Change it as you need."))
    return _back(project, "sheet")


@bp.post("/<int:project_id>/parts")
@only(policy.can_set_up)
def add_part(project_id):
    project, form = _draft(project_id), PartForm(prefix="part")
    if not form.validate():
        return _page(project, part=form), 422
    ScoringPart.last_of(project, **form.fields())
    db.session.commit()
    return _back(project, "sheet")


@bp.post("/<int:project_id>/parts/<int:part_id>/removal")
@only(policy.can_set_up)
def remove_part(project_id, part_id):
    project = _draft(project_id)
    _part(project, part_id).remove()
    db.session.commit()
    return _back(project, "sheet")


@bp.post("/<int:project_id>/parts/<int:part_id>/rows")
@only(policy.can_set_up)
def add_row(project_id, part_id):
    project = _draft(project_id)
    part, form = _part(project, part_id), RowForm(prefix=f"row{part_id}")
    if not form.validate():
        return _page(project, rows={part.id: form}), 422
    part.add_row(**form.fields())
    db.session.commit()
    return _back(project, "sheet")


@bp.post("/<int:project_id>/parts/<int:part_id>/rows/<int:row_id>/removal")
@only(policy.can_set_up)
def remove_row(project_id, part_id, row_id):
    project = _draft(project_id)
    part = _part(project, part_id)
    part.remove_row(db.one_or_404(queries.rows_in(part, row_id)))
    db.session.commit()
    return _back(project, "sheet")


@bp.post("/<int:project_id>/opening")
@only(policy.can_set_up)
def open_project(project_id):
    project = _draft(project_id)
    project.open()
    db.session.commit()
    flash(_("The project is open. Now have your teachers take part."))
    return redirect(url_for(".people", project_id=project.id), code=303)


def _draft(project_id: int) -> StudyProject:
    project = seen_project(project_id)
    require(policy.can_change(me(), project))
    return project


def _facts(project: StudyProject | None = None, **kwargs) -> ProjectForm:
    offices = offices_of(me())
    if project and project.organisation not in offices:  # of an office below one's own
        offices.append(project.organisation)
    titles = [tuple(row) for row in db.session.execute(queries.titles_of(offices))]
    return ProjectForm(offices, titles, project, **kwargs)


def _part(project: StudyProject, part_id: int) -> ScoringPart:
    return db.one_or_404(queries.parts_in(project, part_id))


def _back(project: StudyProject, section: str | None = None):
    return redirect(url_for(".setting_up", project_id=project.id, _anchor=section), code=303)


def _page(
    project: StudyProject,
    *,
    facts: ProjectForm | None = None,
    courses: CourseForm | None = None,
    part: PartForm | None = None,
    rows: dict[int, RowForm] | None = None,
) -> str:
    """Of several forms at most one was sent; the others begin empty."""
    blank = {one.id: RowForm(formdata=None, prefix=f"row{one.id}") for one in project.parts}
    return render_template(
        "projects/setting_up.html",
        project=project,
        facts=facts or _facts(project, formdata=None),
        courses=courses or CourseForm(db.session.scalars(queries.courses_to_add(project)).all(), formdata=None),
        part_form=part or PartForm(formdata=None, prefix="part"),
        row_forms=blank | (rows or {}),
    )
