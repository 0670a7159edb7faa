from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.board import policy, queries
from teachnet.board.forms import PostForm, ReflectionForm
from teachnet.board.models import PostKind, Reflection
from teachnet.db import db
from teachnet.training.models import Cohort, Enrolment
from teachnet.training.queries import COHORT_LINE, cohorts_visible_to, my_case_in
from teachnet.web.access import require

bp = Blueprint("board", __name__, url_prefix="/training")
bp.context_processor(lambda: {"policy": policy})


def link(cohort: Cohort, reader: Person, case: Enrolment | None) -> tuple[str, str] | None:
    """On the page of a cohort, for its class."""
    if not policy.can_see_board(reader, cohort, case):
        return None
    return url_for("board.board", cohort_id=cohort.id), _("Class board")


def load_cohort(cohort_id: int):
    """The cohort, and the reader's own case in it, if they have one."""
    cohort = db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id).options(*COHORT_LINE))
    case = db.session.scalars(my_case_in(me(), cohort)).first()
    require(policy.can_see_board(me(), cohort, case))
    return cohort, case


def board_page(cohort, case, form=None, reflecting=None, upload=None):
    posts = db.session.scalars(queries.posts_on(cohort)).all()
    own = db.session.scalars(queries.reflections_of(case)).all() if policy.belongs_to_class(case) else []
    return render_template(
        "board/board.html",
        cohort=cohort,
        case=case,
        form=form or PostForm(formdata=None),
        upload=upload,
        by_kind={kind: [post for post in posts if post.kind is kind] for kind in PostKind},
        own=own,
        reflecting=reflecting or _reflecting(cohort, case, own),
    )


def _reflecting(cohort, case, own):
    """What one may still write today: with what one wrote, if one did. None when there is no day for it."""
    days = Reflection.days_open(cohort) if policy.belongs_to_class(case) else []
    if not days:
        return None
    written = {one.day: one.text for one in own}
    return ReflectionForm(formdata=None, day=days[0], text=written.get(days[0], ""))
