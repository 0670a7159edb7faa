from flask import abort, render_template

from teachnet.accounts.current import me_or_nobody
from teachnet.db import db
from teachnet.notices import policy, queries
from teachnet.notices.forms import ObjectionForm, WithdrawalForm
from teachnet.notices.models import Notice
from teachnet.notices.views.blueprint import bp
from teachnet.training.queries import bureau
from teachnet.web.access import public
from teachnet.web.paging import paginate


@bp.get("/")
@public
def index():
    reader = me_or_nobody()
    return render_template(
        "notices/index.html",
        notices=paginate(queries.notices_listed(reader)),
        cohorts=db.session.execute(queries.cohorts_to_publish(reader)).all() if policy.can_publish(reader) else [],
    )


@bp.get("/<int:notice_id>")
@public
def notice(notice_id):
    return notice_page(load_notice(notice_id))


@bp.get("/<int:notice_id>/print")
@public
def print_notice(notice_id):
    """For the red seal."""
    notice = load_notice(notice_id)
    if notice.is_withdrawn:
        abort(404)
    return render_template("notices/print.html", notice=notice, bureau=db.session.scalars(bureau()).first())


def load_notice(notice_id: int) -> Notice:
    found = queries.notices_visible_to(me_or_nobody()).where(Notice.id == notice_id)
    return db.one_or_404(found.options(*queries.NOTICE_PAGE))


def notice_page(notice: Notice, form: ObjectionForm | None = None, withdrawal: WithdrawalForm | None = None):
    """`form`, `withdrawal`: one that was not good."""
    reader = me_or_nobody()
    if form is None and notice.is_running:
        form = ObjectionForm(formdata=None, name=reader.name if reader else "")
        form.offer(notice.lines)
    return render_template(
        "notices/notice.html",
        reader=reader,
        notice=notice,
        form=form,
        withdrawal=withdrawal or WithdrawalForm(formdata=None),
        undecided=db.session.scalars(queries.how_many_undecided(notice)).one() if policy.can_close(reader) else 0,
    )
