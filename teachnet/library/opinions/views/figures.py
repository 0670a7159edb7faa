from flask import Response, make_response, render_template, request, send_file
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.audit.trail import record
from teachnet.db import db, start_writing, today
from teachnet.library.opinions import charts, policy
from teachnet.library.opinions.columns import columns_by
from teachnet.library.opinions.forms import FiguresFilter
from teachnet.library.opinions.queries import figures as queries
from teachnet.library.opinions.workbook import workbook
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.filters import day
from teachnet.web.paging import PER_PAGE, Page, asked_page
from teachnet.web.safety import reads_first
from teachnet.web.workbooks import EXCEL

SVG = "image/svg+xml"


@bp.get("/figures")
@only(policy.can_see_figures)
def figures():
    filters = FiguresFilter(request.args)
    rows = _page(_asked(filters))
    return render_template(
        "library/opinions/figures.html",
        filters=filters,
        rows=rows,
        columns=columns_by(filters.by_what),
        bars=charts.bars(rows.rows, filters.drawn) if rows.number == 1 else [],
        line=_line(filters),
        counted_at=db.session.scalar(queries.LAST_COUNTED),
    )


@bp.get("/figures/bars.svg")
@only(policy.can_see_figures)
def figures_bars():
    filters = FiguresFilter(request.args)
    highest = db.session.execute(_asked(filters).limit(charts.MOST_BARS)).all()
    return _svg("library/opinions/bars.svg", filters, bars=charts.bars(highest, filters.drawn))


@bp.get("/figures/line.svg")
@only(policy.can_see_figures)
def figures_line():
    filters = FiguresFilter(request.args)
    return _svg("library/opinions/line.svg", filters, line=_line(filters))


@bp.post("/figures/export")
@only(policy.can_see_figures)
@reads_first
def export_figures():
    """The file is made in a reading transaction; only the row that tells of it is written."""
    filters = FiguresFilter(request.form)
    rows, title = db.session.execute(_asked(filters)).all(), _("Figures of the library")
    file = workbook(title, _about(filters), str(filters.by_what.label), rows, columns_by(filters.by_what))
    start_writing()
    record("library_figures", changes={name: [None, value] for name, value in filters.address.items()})
    db.session.commit()
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{title} {today().isoformat()}.xlsx")


def _asked(filters: FiguresFilter):
    since = queries.first_day(filters.days)
    return queries.figures(me(), filters.by_what, filters.drawn, since)


def _page(asked) -> Page:
    """Each row says how many there are; past the end stands the first page."""
    number = asked_page()
    rows = db.session.execute(asked.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).all()
    if not rows and number > 1:
        number, rows = 1, db.session.execute(asked.limit(PER_PAGE)).all()
    return Page(rows, number, PER_PAGE, rows[0].rows if rows else 0)


def _line(filters: FiguresFilter) -> list[charts.Point]:
    since = queries.first_day(filters.days)
    visits = db.session.execute(queries.views_by_day(me(), since)).all()
    return charts.line([(row.day, row.views) for row in visits], filters.days, since, today())


def _svg(template: str, filters: FiguresFilter, **drawn) -> Response:
    """A file of its own for a slide: its colours are in it."""
    answer = make_response(render_template(template, filters=filters, about=_about(filters), **drawn))
    answer.mimetype = SVG
    answer.headers["Content-Disposition"] = f"attachment; filename=teachnet-{template.rpartition('/')[2]}"
    return answer


def _about(filters: FiguresFilter) -> str:
    """What was asked and when: a figure on a slide has no page around it."""
    asked = {"by": filters.by_what.label, "period": filters.days.label, "day": day(today())}
    return _("%(by)s · %(period)s · as of %(day)s", **asked)
