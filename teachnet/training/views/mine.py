from flask import render_template

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import policy, queries
from teachnet.training.views.blueprint import bp
from teachnet.web.access import members_only

MOST = 20


@bp.get("/")
@members_only
def mine():
    """What is open for me, and where my cases are."""
    return render_template(
        "training/mine.html",
        cases=db.session.scalars(queries.my_cases(me())).all(),
        open_cohorts=_some(queries.cohorts_open_for(me())) if policy.can_apply(me()) else [],
        to_nominate=_some(queries.cohorts_to_nominate_for(me())) if policy.can_nominate(me()) else [],
        led=_some(queries.led_by(me())) if policy.is_host(me()) else [],
    )


def _some(cohorts):
    return db.session.scalars(cohorts.options(*queries.COHORT_LINE).limit(MOST)).all()
