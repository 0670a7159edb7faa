"""Two observers of one lesson, side by side."""

from flask import render_template, request

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.observations import policy, queries
from teachnet.observations.agreement import compare as compare_tallies
from teachnet.observations.forms import PairFilter
from teachnet.observations.models import ACTIVITIES
from teachnet.observations.tally import tally_of
from teachnet.observations.views.blueprint import bp, lesson_to_see
from teachnet.web.access import members_only, require


@bp.get("/observations/<int:lesson_id>/agreement")
@members_only
def compare(lesson_id):
    lesson = lesson_to_see(lesson_id)
    require(policy.can_compare(me(), lesson))
    filters = PairFilter(request.args, db.session.scalars(queries.handed_in_for(lesson, me())).all())
    first, second = filters.pair_for(me())
    tallies = tally_of(first), tally_of(second)
    rated = _both_rated(first, second)
    return render_template(
        "observations/agreement.html",
        lesson=lesson,
        filters=filters,
        sheets=(first, second),
        tallies=tallies,
        agreement=compare_tallies(*tallies),
        activities=ACTIVITIES,
        rated=rated,
        alike=sum(one == other for _line, one, other in rated),
    )


def _both_rated(first, second) -> list[tuple]:
    """(line, the level of the first, the level of the second) of what both have rated."""
    mine = {given.line_id: given for given in first.levels}
    both = ((mine.get(given.line_id), given) for given in second.levels)
    rows = [(given.line, one.level, given.level) for one, given in both if one]
    return sorted(rows, key=lambda row: row[0].id)
