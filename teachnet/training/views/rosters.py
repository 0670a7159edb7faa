from flask import render_template, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.audit.trail import record
from teachnet.db import db, start_writing, today
from teachnet.training import policy, queries
from teachnet.training.columns import COLUMNS, RosterLabels
from teachnet.training.forms import ExportForm, RosterFilter
from teachnet.training.models import EnrolmentState
from teachnet.training.views.blueprint import bp
from teachnet.training.views.cohorts import load_cohort
from teachnet.training.workbook import workbook
from teachnet.web.access import only, require
from teachnet.web.filters import day
from teachnet.web.paging import paginate_lines
from teachnet.web.safety import reads_first
from teachnet.web.workbooks import EXCEL


@bp.get("/cohorts/<int:cohort_id>/roster")
@only(policy.can_see_some_rosters)
def roster(cohort_id):
    cohort, filters = _cohort(cohort_id, policy.can_see_roster), RosterFilter()
    lines = queries.roster(me(), cohort, **filters.wanted()).with_only_columns(*queries.ROSTER_LINE)
    by_state = dict(db.session.execute(queries.tally(queries.roster_of(me(), cohort))).all())
    return render_template(
        "training/roster.html",
        cohort=cohort,
        lines=paginate_lines(lines, per_page=filters.page_size),
        by_state=by_state,
        filters=filters,
        labels=RosterLabels(),
    )


@bp.get("/cohorts/<int:cohort_id>/roster/print")
@only(policy.can_see_some_rosters)
def print_roster(cohort_id):
    """For the red seal: those with a place, in the order of their names."""
    cohort = _cohort(cohort_id, policy.can_see_roster)
    lines = db.session.execute(queries.placed_in(me(), cohort).with_only_columns(*queries.ROSTER_LINE)).all()
    bureau, labels = db.session.scalars(queries.bureau()).first(), RosterLabels()
    return render_template("training/roster_print.html", cohort=cohort, lines=lines, labels=labels, bureau=bureau)


@bp.get("/cohorts/<int:cohort_id>/roster/export")
@only(policy.can_see_some_rosters)
def export(cohort_id):
    cohort, wanted = _cohort(cohort_id, policy.can_export), RosterFilter().wanted()
    return _export_page(cohort, ExportForm(formdata=None, state=wanted["state"] or "", q=wanted["q"]))


@bp.post("/cohorts/<int:cohort_id>/roster/export")
@only(policy.can_see_some_rosters)
@reads_first
def download_export(cohort_id):
    """The file is made in a reading transaction; only the row that tells of it is written."""
    cohort, form = _cohort(cohort_id, policy.can_export), ExportForm()
    if not form.validate():
        return _export_page(cohort, form), 422
    cases = db.session.scalars(_exported(cohort, form)).all()
    columns = [COLUMNS[name] for name in COLUMNS if name in form.columns.data]
    about = [_about(cohort, len(cases))]
    file = workbook(cohort.title, cases, columns, about=about)
    name = _("%(title)s roster %(day)s", title=cohort.title, day=today().isoformat())
    _keep_record(cohort.id, form, len(cases))
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{name}.xlsx")


def _keep_record(cohort_id, form, rows):
    start_writing()
    changes = {"columns": [None, " ".join(form.columns.data)], "rows": [None, rows]}
    record("cohort", cohort_id, changes=changes, reason=form.purpose.data)
    db.session.commit()


def _exported(cohort, form):
    state = EnrolmentState(form.state.data) if form.state.data in set(EnrolmentState) else None
    cases = queries.roster(me(), cohort, q=form.q.data or "", state=state)
    return cases.options(*queries.ROSTER_EXPORT)


def _about(cohort, rows):
    return _(
        "%(number)s · %(day)s · %(rows)s people",
        number=cohort.programme.document_number or cohort.programme.title,
        day=day(today()),
        rows=rows,
    )


def _export_page(cohort, form):
    return render_template(
        "training/export.html", cohort=cohort, form=form, back=url_for(".roster", cohort_id=cohort.id)
    )


def _cohort(cohort_id, may):
    cohort = load_cohort(cohort_id, queries.COHORT_LINE)
    require(may(me(), cohort))
    return cohort
