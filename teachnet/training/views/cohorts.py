from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import actions, policy, queries
from teachnet.training.forms import CohortFilter, NoteForm, cohort_form
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
    return _form(_empty(number=len(programme.cohorts) + 1), programme, None)


@bp.post("/programmes/<int:programme_id>/cohorts/new")
@only(policy.can_plan)
def plan_cohort(programme_id):
    programme, form = _programme(programme_id), _filled()
    programme.require_open()
    if not form.validate():
        return _form(form, programme, None), 422
    cohort = Cohort(programme=programme)
    form.fill(cohort)
    db.session.add(cohort)
    cohort.allot(form.seats_by_county)
    db.session.commit()
    return _to(cohort)


@bp.get("/cohorts/<int:cohort_id>/edit")
@only(policy.can_plan)
def edit_cohort(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.require_planned()
    return _form(_empty(obj=cohort, data=cohort.seats_by_county), cohort.programme, cohort)


@bp.post("/cohorts/<int:cohort_id>/edit")
@only(policy.can_plan)
def change_cohort(cohort_id):
    cohort = load_cohort(cohort_id)
    cohort.require_planned()
    form = _filled(obj=cohort, data=cohort.seats_by_county)
    if not form.validate():
        return _form(form, cohort.programme, cohort), 422
    if form.version.data not in (None, cohort.version):
        return _form(form, cohort.programme, cohort, overtaken=True), 409
    form.fill(cohort)
    cohort.allot(form.seats_by_county)
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
        lines=db.session.scalars(queries.lines_under_review(me(), cohort)).all(),
        eligibility=actions.eligibilities([me()], cohort)[me().id] if asks else None,
        form=form,
    )


def _programme(programme_id):
    found = queries.programmes_visible_to(me()).where(Programme.id == programme_id)
    return db.one_or_404(found.options(*queries.WITH_COHORTS))


def _empty(obj=None, data=None, **start):
    return _offered(formdata=None, obj=obj, data=_named(data) | start)


def _filled(obj=None, data=None):
    return _offered(formdata=request.form, obj=obj, data=_named(data))


def _offered(**kwargs):
    form = cohort_form(db.session.scalars(queries.counties()).all())(**kwargs)
    form.offer(db.session.scalars(queries.bases()).all(), db.session.scalars(queries.possible_hosts()).all())
    return form


def _named(seats):
    return {f"county_{county_id}": number for county_id, number in (seats or {}).items()}


def _form(form, programme, cohort, overtaken=False):
    context = {"form": form, "programme": programme, "cohort": cohort, "overtaken": overtaken}
    return render_template("training/cohort_form.html", **context)


def _to(cohort):
    return redirect(url_for(".cohort", cohort_id=cohort.id), code=303)
