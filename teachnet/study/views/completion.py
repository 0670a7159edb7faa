from flask import render_template, request

from teachnet.accounts.current import me
from teachnet.accounts.models import Organisation
from teachnet.db import db
from teachnet.study import policy, queries
from teachnet.study.forms import CompletionFilter
from teachnet.study.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.fields import within_reach
from teachnet.web.paging import paginate


@bp.get("/completion")
@only(policy.can_see_completion)
def completion():
    filters = CompletionFilter(db.session.scalars(queries.courses_studied_below(me())).all(), request.args)
    at = _asked_office()
    wanted = filters.chosen() | {"at": at}
    counted = queries.paces_in(queries.learners_below(me(), **wanted))
    total, not_started, stuck, finished, minutes = db.session.execute(counted).one()
    listed = queries.learners_listed(me(), **wanted).options(*queries.WITH_LEARNER)
    return render_template(
        "study/completion.html",
        enrolments=paginate(listed, total=total),
        figures={"total": total, "not_started": not_started, "stuck": stuck, "finished": finished, "minutes": minutes},
        filters=filters,
        at=at,
    )


def _asked_office() -> Organisation | None:
    """`?at=`: one of those below one's own."""
    asked = request.args.get("at", type=int)
    if asked is None:
        return None
    return db.one_or_404(queries.offices_below(me()).where(Organisation.id == within_reach(asked)))
