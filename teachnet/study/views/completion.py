from flask import render_template, request

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.study import policy, queries
from teachnet.study.forms import CompletionFilter
from teachnet.study.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/completion")
@only(policy.can_see_completion)
def completion():
    filters = CompletionFilter(db.session.scalars(queries.courses_studied_below(me())).all(), request.args)
    found = queries.learners_below(me(), **filters.chosen())
    total, not_started, stuck, finished, minutes = db.session.execute(queries.paces_in(found)).one()
    return render_template(
        "study/completion.html",
        enrolments=paginate(queries.by_name(found).options(*queries.WITH_LEARNER)),
        figures={"total": total, "not_started": not_started, "stuck": stuck, "finished": finished, "minutes": minutes},
        filters=filters,
    )
