from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db, start_writing
from teachnet.files.receive import Received
from teachnet.study import actions, policy, queries
from teachnet.study.activities import activities
from teachnet.study.forms import TYPES, CourseForm, UnitForm
from teachnet.study.models import Course, Unit
from teachnet.study.views.blueprint import bp
from teachnet.uploads.sent import is_good, received_with
from teachnet.web.access import only, require
from teachnet.web.paging import paginate
from teachnet.web.safety import reads_first, takes_files


@bp.get("/writing")
@only(policy.can_write_courses)
def writing():
    return render_template("study/writing.html", courses=paginate(queries.courses_written_by(me())))


@bp.get("/courses/new")
@only(policy.can_write_courses)
def new_course():
    return render_template("study/course_form.html", form=CourseForm(formdata=None), course=None)


@bp.post("/courses/new")
@only(policy.can_write_courses)
def create_course():
    return _save_course(Course(author=me()), CourseForm())


@bp.get("/courses/<int:course_id>/edit")
@only(policy.can_write_courses)
def edit_course(course_id):
    course = _written(course_id)
    return render_template("study/course_form.html", form=CourseForm(course, formdata=None), course=course)


@bp.post("/courses/<int:course_id>/edit")
@only(policy.can_write_courses)
def change_course(course_id):
    course = _written(course_id)
    return _save_course(course, CourseForm(course))


@bp.post("/courses/<int:course_id>/publication")
@only(policy.can_write_courses)
def publish(course_id):
    course = _written(course_id)
    course.publish(by=me())
    db.session.commit()
    flash(_("Published: “%(title)s” stands in the catalogue now.", title=course.title))
    return _to(course)


@bp.post("/courses/<int:course_id>/closing")
@only(policy.can_write_courses)
def close(course_id):
    course = _written(course_id)
    course.close(by=me())
    db.session.commit()
    return _to(course)


@bp.post("/courses/<int:course_id>/reopening")
@only(policy.can_write_courses)
def reopen(course_id):
    course = _written(course_id)
    course.reopen(by=me())
    db.session.commit()
    return _to(course)


@bp.get("/courses/<int:course_id>/units/new")
@only(policy.can_write_courses)
def new_unit(course_id):
    return render_template("study/unit_form.html", form=UnitForm(formdata=None), course=_draft(course_id), unit=None)


@bp.post("/courses/<int:course_id>/units/new")
@only(policy.can_write_courses)
@takes_files
@reads_first
def add_unit(course_id):
    course = _draft(course_id)
    form = UnitForm()
    received = _receive(form)
    if not is_good(form):
        return render_template("study/unit_form.html", form=form, course=course, unit=None), 422
    start_writing()
    return _save_unit(actions.add_unit(_draft(course_id), form.kind.data, title=form.title.data), form, received)


@bp.get("/units/<int:unit_id>/edit")
@only(policy.can_write_courses)
def edit_unit(unit_id):
    unit = _written_unit(unit_id)
    activity = activities.of(unit)
    return render_template(
        "study/unit_form.html",
        form=UnitForm(unit, formdata=None),
        course=unit.course,
        unit=unit,
        write_at=activity and activity.write_at(unit),
    )


@bp.post("/units/<int:unit_id>/edit")
@only(policy.can_write_courses)
@takes_files
@reads_first
def change_unit(unit_id):
    unit = _written_unit(unit_id)
    form = UnitForm(unit)
    received = _receive(form) if form.file else None
    if not is_good(form):
        return render_template("study/unit_form.html", form=form, course=unit.course, unit=unit), 422
    start_writing()
    return _save_unit(_written_unit(unit_id), form, received)


@bp.post("/units/<int:unit_id>/move")
@only(policy.can_write_courses)
def move_unit(unit_id):
    unit = _draft_unit(unit_id)
    step = -1 if request.form.get("way") == "up" else 1
    actions.place_unit(unit, unit.position + step)
    db.session.commit()
    return _to(unit.course)


@bp.post("/units/<int:unit_id>/place")
@only(policy.can_write_courses)
def place_unit(unit_id):
    """As it was dragged: to the place of another."""
    unit = _draft_unit(unit_id)
    actions.place_unit(unit, request.form.get("position", 0, type=int))
    db.session.commit()
    return _to(unit.course)


@bp.post("/courses/<int:course_id>/copies")
@only(policy.can_write_courses)
def copy_course(course_id):
    course = _written(course_id)
    twin = actions.copy_course(course, by=me())
    db.session.commit()
    flash(_("A copy, as a draft: change what you like and publish it."))
    return _to(twin)


@bp.post("/courses/<int:course_id>/versions")
@only(policy.can_write_courses)
def write_version(course_id):
    course = _written(course_id)
    require(policy.can_write_version(me(), course))
    twin = actions.write_version(course, by=me())
    db.session.commit()
    flash(_("A new version, as a draft. Once it is published, who comes joins it; who is in the old one keeps it."))
    return _to(twin)


@bp.post("/units/<int:unit_id>/removal")
@only(policy.can_write_courses)
def remove_unit(unit_id):
    unit = _draft_unit(unit_id)
    course = unit.course
    actions.remove_unit(unit)
    db.session.commit()
    return _to(course)


def _written(course_id: int) -> Course:
    course = db.one_or_404(queries.courses_visible_to(me()).where(Course.id == course_id).options(queries.WITH_UNITS))
    require(policy.can_edit(me(), course))
    return course


def _draft(course_id: int) -> Course:
    course = _written(course_id)
    require(policy.can_change_units(me(), course))
    return course


def _written_unit(unit_id: int) -> Unit:
    unit = db.one_or_404(queries.units_visible_to(me()).where(Unit.id == unit_id))
    require(policy.can_edit(me(), unit.course))
    return unit


def _draft_unit(unit_id: int) -> Unit:
    unit = _written_unit(unit_id)
    require(policy.can_change_units(me(), unit.course))
    return unit


def _save_course(course: Course, form: CourseForm):
    if not form.validate():
        known = course if course.id else None
        return render_template("study/course_form.html", form=form, course=known), 422
    actions.write_course(course, form.fields())
    db.session.add(course)
    db.session.commit()
    return _to(course)


def _save_unit(unit: Unit, form: UnitForm, received: Received | None):
    minutes = form.minutes.data if form.minutes else None
    actions.write_unit(unit, received=received, minutes=minutes, **form.texts())
    db.session.commit()
    activity = activities.of(unit)
    set_up_at = activity.write_at(unit) if activity and not unit.is_set_up else None
    return redirect(set_up_at, code=303) if set_up_at else _to(unit.course)


def _receive(form: UnitForm) -> Received | None:
    """Looked at before the writing transaction begins: that takes seconds."""

    def wrong_with(received: Received) -> str:
        fits = received.verdict.kind == TYPES.get(form.unit_kind)
        return "" if fits else _("A clip needs a film, a handout a PDF; other units have no file.")

    return received_with(form, wrong_with)


def _to(course: Course):
    return redirect(url_for(".edit_course", course_id=course.id), code=303)
