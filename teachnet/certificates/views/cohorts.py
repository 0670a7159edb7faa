"""The certificates of a cohort: who is to get one, who has one, all of them on paper."""

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.certificates import actions, paper, policy, queries
from teachnet.certificates.forms import IssueForm
from teachnet.certificates.views.blueprint import address_of, bp
from teachnet.certificates.views.certificates import PDF
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training.models import Cohort
from teachnet.training.queries import COHORT_LINE, cohorts_visible_to
from teachnet.web.access import only, require
from teachnet.web.paging import paginate

PER_PAGE = 100


@bp.get("/cohorts/<int:cohort_id>")
@only(policy.can_see_cohorts)
def cohort(cohort_id):
    cohort = _cohort(cohort_id, policy.can_see_cohort)
    waiting = db.session.scalars(queries.cases_to_certify(cohort, by=me())).all()
    return render_template(
        "certificates/cohort.html",
        cohort=cohort,
        waiting=waiting,
        certificates=paginate(queries.certificates_of(cohort), per_page=PER_PAGE),
        pattern=db.session.scalars(queries.pattern_of(today().year)).first(),
        form=IssueForm(formdata=None, expecting=len(waiting)),
    )


@bp.post("/cohorts/<int:cohort_id>/issue")
@only(policy.can_issue)
def issue(cohort_id):
    cohort, form = _cohort(cohort_id, policy.can_see_cohort), IssueForm()
    issued = actions.issue(cohort, by=me(), expecting=form.expecting.data or 0)
    db.session.commit()
    flash(ngettext("One certificate is issued.", "%(num)d certificates are issued.", len(issued)))
    return redirect(url_for(".cohort", cohort_id=cohort.id), code=303)


@bp.get("/cohorts/<int:cohort_id>.pdf")
@only(policy.can_see_cohorts)
def print_cohort(cohort_id):
    """All that are valid, in the order of their numbers."""
    cohort = _cohort(cohort_id, policy.can_print_all)
    certificates = db.session.scalars(queries.valid_certificates_of(cohort)).all()
    if not certificates:
        raise Refused(_("No certificate of this cohort is valid."))
    name = _("%(title)s certificates", title=cohort.title)
    return send_file(paper.sheets(certificates, address_of), PDF, download_name=f"{name}.pdf")


def _cohort(cohort_id, may):
    cohort = db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id).options(*COHORT_LINE))
    require(may(me(), cohort))
    return cohort
