from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.board import policy, queries
from teachnet.board.forms import ReflectionForm
from teachnet.board.models import Reflection
from teachnet.board.views.blueprint import board_page, bp, load_cohort
from teachnet.db import db
from teachnet.web.access import members_only, require


@bp.post("/cohorts/<int:cohort_id>/reflections")
@members_only
def write(cohort_id):
    cohort, case = load_cohort(cohort_id)
    require(policy.belongs_to_class(case))
    form = ReflectionForm()
    if not form.validate():
        return board_page(cohort, case, reflecting=form), 422
    Reflection.write(case, form.day.data, form.text.data)
    db.session.commit()
    flash(_("Kept. Your host reads it too."))
    return redirect(url_for(".board", cohort_id=cohort.id), code=303)


@bp.get("/cohorts/<int:cohort_id>/reflections")
@members_only
def reflections(cohort_id):
    """Day by day, for whoever runs the class."""
    cohort, _case = load_cohort(cohort_id)
    require(policy.can_post(me(), cohort))
    days = dict(db.session.execute(queries.days_written(cohort)).all())
    day = _chosen(list(days))
    found = db.session.scalars(queries.reflections_on(cohort, day)).all() if day else []
    people = db.session.scalars(queries.how_many_learn(cohort)).one()
    context = {"cohort": cohort, "days": days, "day": day, "reflections": found, "people": people}
    return render_template("board/reflections.html", **context)


def _chosen(days):
    """The latest, unless another is asked for."""
    asked = request.args.get("day")
    if not asked:
        return days[0] if days else None
    return next((day for day in days if day.isoformat() == asked), None) or abort(404)
