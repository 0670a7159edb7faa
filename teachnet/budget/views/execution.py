from flask import render_template, send_file
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.budget import policy, queries
from teachnet.budget.curve import curve
from teachnet.budget.forms import ExecutionFilter
from teachnet.budget.views.blueprint import bp
from teachnet.budget.workbook import workbook
from teachnet.db import db, today
from teachnet.web.access import only
from teachnet.web.filters import day
from teachnet.web.paging import paginate_lines
from teachnet.web.workbooks import EXCEL


@bp.get("/")
@only(policy.can_see_budgets)
def budgets():
    filters = ExecutionFilter()
    rows = queries.execution(me(), **filters.wanted())
    whole = db.session.execute(queries.totals(rows)).one()
    months = db.session.execute(queries.by_month(rows, filters.wanted()["source"])).all()
    return render_template(
        "budget/budgets.html",
        filters=filters,
        rows=paginate_lines(rows),
        whole=whole,
        months=curve(months, whole.planned_fen),
        unplanned=_unplanned(),
    )


@bp.get("/export")
@only(policy.can_see_budgets)
def export():
    filters = ExecutionFilter()
    rows = queries.execution(me(), **filters.wanted())
    whole = db.session.execute(queries.totals(rows)).one()
    numbers = db.session.scalars(queries.documents_of(rows)).all()
    about = _about(filters, whole, numbers)
    file = workbook(_("Budget execution"), about, db.session.execute(rows), whole)
    name = _("Budget execution %(day)s", day=today().isoformat())
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{name}.xlsx")


def _unplanned():
    if not policy.can_plan(me()):
        return []
    return db.session.scalars(queries.cohorts_without_budget(me()).limit(8)).all()


def _about(filters, whole, numbers):
    return [
        _("Document numbers: %(numbers)s", numbers="、".join(numbers) or "—"),
        _("Data of %(day)s", day=day(today())),
        _("Scope: %(scope)s, %(n)s budgets", scope=queries.scope_told(me()), n=whole.budgets),
        _("Filter: %(filter)s", filter=filters.told or _("none")),
    ]
