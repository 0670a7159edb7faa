from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.evaluation import policy, queries
from teachnet.evaluation.forms import LecturerForm
from teachnet.evaluation.models import CohortLecturer
from teachnet.evaluation.results import results_of
from teachnet.evaluation.views.blueprint import bp
from teachnet.training.models import Cohort
from teachnet.training.queries import COHORT_LINE, cohorts_visible_to
from teachnet.web.access import only, require


@bp.get("/cohorts/<int:cohort_id>")
@only(policy.can_see_some_results)
def results(cohort_id):
    return _page(_cohort(cohort_id, policy.can_see_results), LecturerForm(formdata=None))


@bp.post("/cohorts/<int:cohort_id>/lecturers")
@only(policy.can_see_some_results)
def add_lecturer(cohort_id):
    cohort, form = _cohort(cohort_id, policy.can_name_lecturers), LecturerForm()
    if not form.validate():
        return _page(cohort, form), 422
    CohortLecturer.add(cohort, name=form.name.data, topic=form.topic.data or "")
    db.session.commit()
    return _to(cohort.id)


@bp.post("/cohorts/<int:cohort_id>/lecturers/<int:lecturer_id>/removal")
@only(policy.can_see_some_results)
def remove_lecturer(cohort_id, lecturer_id):
    cohort = _cohort(cohort_id, policy.can_name_lecturers)
    lecturer = db.one_or_404(queries.lecturers_of(cohort).where(CohortLecturer.id == lecturer_id))
    lecturer.remove()
    db.session.commit()
    flash(_("%(name)s is off the list.", name=lecturer.name))
    return _to(cohort.id)


def _cohort(cohort_id, may):
    cohort = db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id).options(*COHORT_LINE))
    require(may(me(), cohort))
    return cohort


def _page(cohort, form):
    rule = queries.rule()
    return render_template(
        "evaluation/results.html",
        cohort=cohort,
        rule=rule,
        results=rule and results_of(cohort, rule),
        lecturers=db.session.scalars(queries.lecturers_of(cohort)).all(),
        form=form,
    )


def _to(cohort_id):
    return redirect(url_for(".results", cohort_id=cohort_id), code=303)
