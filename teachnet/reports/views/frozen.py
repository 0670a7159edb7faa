"""Reports as they stood in earlier months."""

from itertools import groupby

from flask import render_template
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.reports import policy, queries
from teachnet.reports.models import ReportSnapshot
from teachnet.reports.sheet import Sheet
from teachnet.reports.views.blueprint import bp
from teachnet.reports.views.files import as_excel, as_paper
from teachnet.web.access import only, require
from teachnet.web.filters import day


@bp.get("/frozen")
@only(policy.can_see_reports)
def frozen():
    """Month by month, of one's own offices."""
    found = db.session.scalars(queries.snapshots_visible_to(me())).all()
    seen = [one for one in found if policy.may_look_at(me(), one.organisation, one.kind)]
    months = [(month, list(those)) for month, those in groupby(seen, lambda one: one.month)]
    return render_template("reports/frozen.html", months=months)


@bp.get("/frozen/<int:snapshot_id>")
@only(policy.can_see_reports)
def snapshot(snapshot_id):
    kept = _snapshot(snapshot_id)
    sheet = Sheet.thawed(kept.sheet)
    return render_template("reports/snapshot.html", snapshot=kept, sheet=sheet, about=_about(kept))


@bp.get("/frozen/<int:snapshot_id>.xlsx")
@only(policy.can_see_reports)
def snapshot_excel(snapshot_id):
    kept = _snapshot(snapshot_id)
    return as_excel(_name(kept), str(kept.kind.label), _about(kept), Sheet.thawed(kept.sheet))


@bp.get("/frozen/<int:snapshot_id>.pdf")
@only(policy.can_see_reports)
def print_snapshot(snapshot_id):
    kept = _snapshot(snapshot_id)
    office, title = kept.organisation.name, str(kept.kind.label)
    return as_paper(_name(kept), office, title, _about(kept), Sheet.thawed(kept.sheet))


def _snapshot(snapshot_id):
    found = queries.snapshots_visible_to(me()).where(ReportSnapshot.id == snapshot_id)
    kept = db.one_or_404(found)
    require(policy.may_look_at(me(), kept.organisation, kept.kind))
    return kept


def _about(kept):
    return [
        _("Of: %(scope)s", scope=kept.organisation.name),
        _("Programmes of %(year)s", year=kept.year),
        _("Document numbers: %(numbers)s", numbers=kept.document_numbers or "—"),
        _("Frozen on %(day)s", day=day(kept.made_at)),
    ]


def _name(kept):
    return f"{kept.kind.label} {kept.organisation.shown_name} {kept.month:%Y-%m}"
