from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.study import joining, policy, queries
from teachnet.study.forms import CatalogueFilter
from teachnet.study.models import Course, CourseEnrolment
from teachnet.study.views.blueprint import bp
from teachnet.web.access import only, require
from teachnet.web.paging import paginate


@bp.get("/")
@only(policy.can_open_study)
def index():
    wanted = CatalogueFilter(request.args)
    to_continue = db.session.execute(queries.units_to_continue(me()))
    return render_template(
        "study/index.html",
        enrolments=db.session.scalars(queries.enrolments_of(me())).all(),
        next_units={enrolment.id: unit for unit, _progress, enrolment in to_continue},
        courses=paginate(queries.courses_to_join(me(), **wanted.chosen()), per_page=12),
        filters=wanted,
    )


@bp.get("/courses/<int:course_id>")
@only(policy.can_open_study)
def course(course_id):
    course = _course(course_id)
    enrolment = db.session.scalars(queries.enrolment_in(course, me())).first()
    steps = db.session.execute(queries.steps(course.id, enrolment)).all()
    return render_template(
        "study/course.html", course=course, enrolment=enrolment, steps=steps, **_from_tutor(enrolment)
    )


@bp.post("/courses/<int:course_id>/enrolment")
@only(policy.can_open_study)
def join(course_id):
    course = _course(course_id)
    require(policy.can_join(me(), course))
    joining.join(course, me())
    db.session.commit()
    flash(_("You study this course now. Begin with the first unit."))
    return redirect(url_for(".course", course_id=course.id), code=303)


def _from_tutor(enrolment: CourseEnrolment | None) -> dict:
    """Nothing, for whoever is in no group."""
    if enrolment is None or enrolment.group_id is None:
        return {"nudge": None, "briefings": []}
    return {
        "nudge": db.session.scalars(queries.nudge_for(enrolment)).first(),
        "briefings": db.session.scalars(queries.briefings_of(enrolment.group_id)).all(),
    }


def _course(course_id: int) -> Course:
    return db.one_or_404(queries.courses_visible_to(me()).where(Course.id == course_id))
