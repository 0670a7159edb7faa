from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import actions, policy, queries
from teachnet.training.forms import CohortFilter, CohortForm, ConditionsForm, NoteForm
from teachnet.training.models import Cohort, Programme
from teachnet.training.views.blueprint import bp
from teachnet.web.access import members_only, only
from teachnet.web.filters import day
from teachnet.web.paging import paginate


@bp.get("/cohorts")
@members_only
def cohorts():
    filters = CohortFilter()
    found = queries.with_title(queries.cohorts_visible_to(me()), filters.chosen("q", ""))
    shown = queries.in_show(found, filters.show).options(*queries.COHORT_LINE)
    return render_template("training/cohorts.html", cohorts=paginate(shown), filters=filters)


@bp.get("/cohorts/<int:cohort_id>")
@members_only
def cohort(cohort_id):
    return cohort_page(load_cohort(cohort_id), NoteForm(formdata=None))


@bp.get("/programmes/<int:programme_id>/cohorts/new")
@only(policy.can_plan)
def new_cohort(programme_id):
    programme = _programme(programme_id)
    programme.require_open()
    form = _offered(None, formdata=None, data={"number": len(programme.cohorts) + 1})
    return _form(form, programme, None)


@bp.post("/programmes/<int:programme_id>/cohorts/new")
@only(policy.can_plan)
def plan_cohort(programme_id):
    programme, form = _programme(programme_id), _offered(None, formdata=request.form)
    programme.require_open()
    if not form.validate():
        return _form(form, programme, None), 422
    cohort = Cohort(programme=programme)
    form.fill(cohort)
    db.session.add(cohort)
    db.session.commit()
    return redirect(url_for(".quota", cohort_id=cohort.id), code=303)


@bp.get("/cohorts/<int:cohort_id>/edit")
@only(policy.can_plan)
def edit_cohort(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.require_planned()
    return _form(_offered(cohort, formdata=None), cohort.programme, cohort)


@bp.post("/cohorts/<int:cohort_id>/edit")
@only(policy.can_plan)
def change_cohort(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.require_planned()
    form = _offered(cohort, formdata=request.form)
    if not form.validate():
        return _form(form, cohort.programme, cohort), 422
    if form.version.data not in (None, cohort.version):
        return _form(form, cohort.programme, cohort, overtaken=True), 409
    form.fill(cohort)
    db.session.commit()
    return _to(cohort)


@bp.get("/cohorts/<int:cohort_id>/conditions")
@only(policy.can_plan)
def conditions(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.require_planned()
    form = ConditionsForm(formdata=None)
    form.show(cohort.entry_rules)
    return _conditions(cohort, form)


@bp.post("/cohorts/<int:cohort_id>/conditions")
@only(policy.can_plan)
def set_conditions(cohort_id):
    cohort, form = load_cohort(cohort_id), ConditionsForm()
    cohort.require_planned()
    if not form.validate():
        return _conditions(cohort, form), 422
    if form.version.data not in (None, cohort.version):
        return _conditions(cohort, form, overtaken=True), 409
    cohort.ask(form.rules(cohort))
    db.session.commit()
    return _to(cohort)


@bp.post("/cohorts/<int:cohort_id>/announcement")
@only(policy.can_plan)
def announce(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.announce(by=me())
    db.session.commit()
    flash(_("Announced. Teachers can apply from %(day)s.", day=day(cohort.opens_on)))
    return _to(cohort)


@bp.post("/cohorts/<int:cohort_id>/announcement/withdrawal")
@only(policy.can_plan)
def take_back(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.take_back(by=me())
    db.session.commit()
    flash(_("The announcement is taken back; you can change the cohort now."))
    return _to(cohort)


@bp.post("/cohorts/<int:cohort_id>/closing")
@only(policy.can_plan)
def close_cohort(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.close(by=me())
    db.session.commit()
    flash(_("The cohort is closed; its records stay."))
    return _to(cohort)


def load_cohort(cohort_id, options=queries.COHORT_PAGE):
    found = queries.cohorts_visible_to(me()).where(Cohort.id == cohort_id)
    return db.one_or_404(found.options(*options))


def cohort_page(cohort, form):
    """A cohort as this reader sees it: what it is, whose seats, and whether they themselves can come."""
    case = db.session.scalars(queries.my_case_in(me(), cohort)).first()
    asks = case is None and policy.can_apply(me())
    return render_template(
        "training/cohort.html",
        cohort=cohort,
        case=case,
        documents=db.session.scalars(queries.documents_of(cohort.programme)).all(),
        lines=db.session.scalars(queries.lines_under_review(me(), cohort)).all(),
        eligibility=actions.eligibilities([me()], cohort)[me().id] if asks else None,
        form=form,
    )


def _programme(programme_id):
    found = queries.programmes_visible_to(me()).where(Programme.id == programme_id)
    return db.one_or_404(found.options(*queries.WITH_COHORTS))


def _offered(cohort, **kwargs):
    form = CohortForm(obj=cohort, **kwargs)
    places, hosts = (db.session.scalars(found()).all() for found in (queries.bases, queries.possible_hosts))
    form.offer(places, hosts, cohort.allocated if cohort else 0)
    return form


def _form(form, programme, cohort, overtaken=False):
    context = {"form": form, "programme": programme, "cohort": cohort, "overtaken": overtaken}
    return render_template("training/cohort_form.html", **context)


def _conditions(cohort, form, overtaken=False):
    return render_template("training/conditions.html", cohort=cohort, form=form, overtaken=overtaken)


def _to(cohort):
    return redirect(url_for(".cohort", cohort_id=cohort.id), code=303)
