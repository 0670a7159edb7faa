from flask import render_template

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import bulk, policy, queries
from teachnet.training.forms import NoteForm, ReviewFilter
from teachnet.training.models import Cohort, Pile
from teachnet.training.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/reviews")
@only(policy.can_see_reviews)
def reviews():
    """The queue of a school, a county or the city: what waits for a decision, and what became of the rest."""
    filters = ReviewFilter()
    cohort = _chosen_cohort(filters.chosen("cohort"))
    cases = queries.cases_reviewed_by(me(), filters.pile, cohort=cohort, q=filters.chosen("q", ""))
    page = paginate(cases, per_page=filters.page_size)
    return render_template(
        "training/reviews.html",
        cases=page,
        counts=_counts(cohort, page, filters),
        lines=_lines(cohort),
        cohort=cohort,
        filters=filters,
        form=NoteForm(formdata=None),
        bulk_steps=bulk.steps_open_to(me(), page.rows) if filters.pile is Pile.TO_DECIDE else [],
    )


def _chosen_cohort(cohort_id):
    return cohort_id and db.session.scalars(queries.cohorts_visible_to(me()).where(Cohort.id == cohort_id)).first()


def _counts(cohort, page, filters):
    """How many cases lie in each pile."""
    by_state = dict(db.session.execute(queries.tally(queries.cases_under_my_eyes(me(), cohort=cohort))).all())
    counts = {pile: sum(by_state.get(state, 0) for state in pile.states) for pile in Pile}
    if filters.pile is Pile.TO_DECIDE and not filters.chosen("q"):
        return counts | {Pile.TO_DECIDE: page.total}
    waiting = queries.cases_reviewed_by(me(), Pile.TO_DECIDE, cohort=cohort)
    return counts | {Pile.TO_DECIDE: db.session.scalar(queries.how_many(waiting))}


def _lines(cohort):
    """A county sees its seats in every cohort; for the city that is too much, unless it looks at one cohort."""
    if cohort is None and policy.sees_all(me()):
        return []
    return db.session.scalars(queries.lines_under_review(me(), cohort)).all()
