from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.training import actions, policy, queries
from teachnet.training.forms import NominationForm, NoteForm
from teachnet.training.views.blueprint import bp
from teachnet.training.views.cohorts import cohort_page, load_cohort
from teachnet.web.access import only


@bp.post("/cohorts/<int:cohort_id>/applications")
@only(policy.can_apply)
def apply(cohort_id):
    cohort, form = load_cohort(cohort_id), NoteForm()
    if not form.validate():
        return cohort_page(cohort, form), 422
    case = actions.apply(me(), cohort, note=form.note.data or "")
    db.session.commit()
    flash(_("Your application is in. Your school has it now."))
    return redirect(url_for(".case", enrolment_id=case.id), code=303)


@bp.get("/cohorts/<int:cohort_id>/nominations/new")
@only(policy.can_nominate)
def nominate(cohort_id):
    return _nomination_page(load_cohort(cohort_id), NominationForm(formdata=None))


@bp.post("/cohorts/<int:cohort_id>/nominations/new")
@only(policy.can_nominate)
def send_nominations(cohort_id):
    cohort, form = load_cohort(cohort_id), NominationForm()
    if not form.validate():
        return _nomination_page(cohort, form), 422
    teachers = _all_of(form.teacher.data)
    hindered = {key: found for key, found in actions.eligibilities(teachers, cohort).items() if not found.is_given}
    if hindered:
        form.teacher.errors = [hindrance for found in hindered.values() for hindrance in found.hindrances]
        return _nomination_page(cohort, form), 422
    cases = actions.nominate(teachers, cohort, by=me(), note=form.note.data or "")
    db.session.commit()
    flash(ngettext("One teacher is nominated.", "%(num)d teachers are nominated.", len(cases)))
    return redirect(url_for(".roster", cohort_id=cohort.id), code=303)


def _all_of(ids):
    """One that is not a teacher of this school today, and nothing is done."""
    teachers = db.session.scalars(queries.teachers_to_nominate(me()).where(Person.id.in_(ids))).all()
    return teachers if len(teachers) == len(set(ids)) else abort(404)


def _nomination_page(cohort, form):
    """Those who teach what the cohort is for; `?all=1` shows everybody, with what stands in their way."""
    teachers, everybody = queries.teachers_to_nominate(me()), "all" in request.values
    if not everybody:
        teachers = queries.who_teach(teachers, cohort)
    teachers = db.session.scalars(teachers).all()
    return render_template(
        "training/nomination.html",
        cohort=cohort,
        form=form,
        teachers=teachers,
        eligibilities=actions.eligibilities(teachers, cohort),
        everybody=everybody,
    )
