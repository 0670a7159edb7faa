from flask import abort, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import OrganisationKind
from teachnet.db import db, today
from teachnet.reports import policy, queries
from teachnet.reports.forms import ReportFilter
from teachnet.reports.reckoning import numbers_told, sheet
from teachnet.reports.views.blueprint import bp
from teachnet.reports.views.files import as_excel, as_paper
from teachnet.reports.words import ReportKind
from teachnet.web.access import only, require
from teachnet.web.filters import day


@bp.get("/")
@only(policy.can_see_reports)
def index():
    return render_template("reports/index.html", kinds=[kind for kind in ReportKind if policy.can_see(me(), kind)])


@bp.get("/<kind>")
@only(policy.can_see_reports)
def report(kind):
    kind, filters = _asked(kind)
    found = sheet(kind, filters.organisation, filters.year.data)
    about = _about(filters)
    return render_template(
        "reports/report.html", kind=kind, filters=filters, sheet=found, about=about, leads_to=_leads_to(kind, filters)
    )


@bp.get("/<kind>.xlsx")
@only(policy.can_see_reports)
def excel(kind):
    kind, filters = _asked(kind)
    return as_excel(_name(kind), str(kind.label), _about(filters), sheet(kind, filters.organisation, filters.year.data))


@bp.get("/<kind>.pdf")
@only(policy.can_see_reports)
def print_report(kind):
    kind, filters = _asked(kind)
    found = sheet(kind, filters.organisation, filters.year.data)
    return as_paper(_name(kind), filters.organisation.name, str(kind.label), _about(filters), found)


def _asked(name):
    """Who may not see a report is told so before they are told of whom."""
    kind = next((kind for kind in ReportKind if kind.value == name), None) or abort(404)
    require(policy.can_see(me(), kind))
    scopes = db.session.scalars(queries.scopes_of(me())).all()
    scopes = [scope for scope in scopes if policy.may_look_at(me(), scope, kind)]
    years = list(db.session.scalars(queries.years())) or [today().year]
    return kind, ReportFilter.asked(scopes, years)


def _leads_to(kind, filters):
    """From a county to the same of its schools; from a school to its people, where they stand on a page."""
    offices = {choice.value for choice in filters.scope.choices} - {filters.scope.data}
    is_of_counties = filters.organisation.kind is OrganisationKind.CITY

    def leads_to(part_id):
        if kind is ReportKind.STUDY and not is_of_counties:
            return url_for("study.completion", at=part_id)
        if part_id in offices:
            return url_for(".report", kind=kind.value, scope=part_id, year=filters.year.data)
        return None

    return leads_to


def _about(filters):
    return [
        _("Of: %(scope)s", scope=filters.organisation.name),
        _("Programmes of %(year)s", year=filters.year.data),
        _("Document numbers: %(numbers)s", numbers=numbers_told(filters.year.data) or "—"),
        _("Data of %(day)s", day=day(today())),
    ]


def _name(kind):
    return f"{kind.label} {today().isoformat()}"
