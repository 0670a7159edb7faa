"""The city publishes a list and closes its notice."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db, today
from teachnet.notices import actions, policy, queries
from teachnet.notices.forms import NoticeForm, WithdrawalForm
from teachnet.notices.views.blueprint import bp
from teachnet.notices.views.notices import load_notice, notice_page
from teachnet.notices.working_days import period_after
from teachnet.training.models import Cohort
from teachnet.training.queries import COHORT_LINE, cohorts_visible_to
from teachnet.web.access import only
from teachnet.web.filters import day


@bp.get("/cohorts/<int:cohort_id>/new")
@only(policy.can_publish)
def new(cohort_id):
    cohort = _cohort(cohort_id)
    return _form(NoticeForm(formdata=None, data=_proposed(cohort)), cohort)


@bp.post("/cohorts/<int:cohort_id>/new")
@only(policy.can_publish)
def publish(cohort_id):
    cohort, form = _cohort(cohort_id), NoticeForm()
    if not form.validate():
        return _form(form, cohort), 422
    notice = actions.publish(cohort, by=me(), **form.told())
    db.session.commit()
    flash(_("Published. One can object until %(day)s.", day=day(notice.last_day)))
    return redirect(url_for(".notice", notice_id=notice.id), code=303)


@bp.get("/<int:notice_id>/closing")
@only(policy.can_close)
def preview_closing(notice_id):
    notice = load_notice(notice_id)
    return render_template(
        "notices/closing.html",
        notice=notice,
        outcome=actions.outcome_of(notice, by=me()),
        undecided=db.session.scalars(queries.how_many_undecided(notice)).one(),
    )


@bp.post("/<int:notice_id>/closing")
@only(policy.can_close)
def close(notice_id):
    notice = load_notice(notice_id)
    outcome = actions.close(notice, by=me())
    db.session.commit()
    done = {"admitted": len(outcome.admitted), "rejected": len(outcome.rejected)}
    flash(_("The notice is closed. Admitted: %(admitted)s; not admitted: %(rejected)s.", **done))
    return redirect(url_for(".notice", notice_id=notice.id), code=303)


@bp.post("/<int:notice_id>/withdrawal")
@only(policy.can_close)
def withdraw(notice_id):
    notice, form = load_notice(notice_id), WithdrawalForm()
    if not form.validate():
        return notice_page(notice, withdrawal=form), 422
    notice.withdraw(by=me(), reason=form.reason.data)
    db.session.commit()
    flash(_("The notice is withdrawn. Nobody was decided about; the list can be published anew."))
    return redirect(url_for(".notice", notice_id=notice.id), code=303)


def _cohort(cohort_id: int) -> Cohort:
    return db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id).options(*COHORT_LINE))


def _proposed(cohort: Cohort) -> dict:
    return {
        "title": _("Those to be admitted to “%(title)s”", title=cohort.title)[:120],
        "document_number": cohort.programme.document_number,
        "text": _(
            "The teachers below were recommended, reviewed by their counties and by the city, and are to be admitted. "
            "Whoever knows of something against it may object in the period of this notice, under their own name and "
            "with facts that can be checked."
        ),
    }


def _form(form: NoticeForm, cohort: Cohort):
    cases = db.session.scalars(queries.cases_to_publish(cohort)).all()
    days = period_after(today(), form.days_wanted)
    return render_template("notices/new.html", form=form, cohort=cohort, cases=cases, days=days)
