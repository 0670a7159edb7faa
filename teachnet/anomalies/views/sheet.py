from flask import render_template, request

from teachnet.accounts.current import me
from teachnet.anomalies import policy, queries
from teachnet.anomalies.forms import SheetFilter
from teachnet.anomalies.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/")
@only(policy.can_see_sheet)
def sheet():
    filters = SheetFilter(request.args)
    return render_template(
        "anomalies/sheet.html",
        anomalies=paginate(queries.sheet_of(me(), **filters.chosen())),
        kinds=db.session.execute(queries.counted_by_kind(me())).all(),
        filters=filters,
    )


@bp.get("/mine")
@only(policy.can_open_study)
def mine():
    """What was upheld about one's own study."""
    return render_template("anomalies/mine.html", anomalies=db.session.scalars(queries.my_anomalies(me())).all())
