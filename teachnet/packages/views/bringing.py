from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.db import db, start_writing
from teachnet.files.codes import Unfit
from teachnet.files.receive import Received
from teachnet.files.words import REFUSALS
from teachnet.packages import actions, policy, stage
from teachnet.packages.forms import PackageForm
from teachnet.packages.manifest import Manifest, NoPackage
from teachnet.packages.receiving import receive_package
from teachnet.packages.views.blueprint import bp
from teachnet.study import queries as study
from teachnet.study.models import Course
from teachnet.web.access import only, require
from teachnet.web.safety import reads_first, takes_files


@bp.get("/study/courses/<int:course_id>/package")
@only(policy.can_write_courses)
def new_package(course_id):
    return _page(_draft(course_id), PackageForm(formdata=None))


@bp.post("/study/courses/<int:course_id>/package")
@only(policy.can_write_courses)
@takes_files
@reads_first
def bring(course_id):
    course = _draft(course_id)
    form = PackageForm()
    if not form.validate() or (read := _receive(form)) is None:
        return _page(course, form), 422
    start_writing()
    received, manifest = read
    units = actions.bring(_draft(course_id), received, manifest, minutes=float(form.minutes.data), by=me())
    db.session.commit()
    came = len(units)
    flash(
        ngettext("One unit came from “%(title)s”.", "%(num)s units came from “%(title)s”.", came, title=manifest.title)
    )
    return redirect(url_for("study.edit_course", course_id=course_id), code=303)


def _receive(form: PackageForm) -> tuple[Received, Manifest] | None:
    try:
        return receive_package(form.file.data.stream, form.file.data.filename)
    except Unfit as unfit:
        form.file.errors = (str(REFUSALS[unfit.code]),)
    except NoPackage:
        form.file.errors = (
            _("This zip is no SCORM package, or something its imsmanifest.xml speaks of is missing. Export it again."),
        )
    return None


def _draft(course_id: int) -> Course:
    found = study.courses_visible_to(me()).where(Course.id == course_id).options(study.WITH_UNITS)
    course = db.one_or_404(found)
    require(policy.can_change_units(me(), course))
    return course


def _page(course: Course, form: PackageForm) -> str:
    return render_template("packages/bring.html", course=course, form=form, has_stage=stage.origin() is not None)
