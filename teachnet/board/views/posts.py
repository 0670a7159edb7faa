from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.board import policy, queries
from teachnet.board.forms import PostForm
from teachnet.board.models import BoardPost
from teachnet.board.views.blueprint import board_page, bp, load_cohort
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.uploads.sent import is_good, take_in
from teachnet.web.access import members_only, require
from teachnet.web.safety import reads_first, takes_files


@bp.get("/cohorts/<int:cohort_id>/board")
@members_only
def board(cohort_id):
    return board_page(*load_cohort(cohort_id))


@bp.post("/cohorts/<int:cohort_id>/board")
@members_only
@takes_files
@reads_first
def put_up(cohort_id):
    cohort, case = load_cohort(cohort_id)
    require(policy.can_post(me(), cohort))
    form = PostForm()
    upload = take_in(form, by=me())
    form.has_file = upload is not None
    cohort, case = load_cohort(cohort_id)
    if not is_good(form):
        db.session.commit()
        return board_page(cohort, case, form=form, upload=upload), 422
    file = {"file": upload.file, "file_name": upload.name} if upload else {}
    db.session.add(BoardPost(cohort=cohort, title=form.title.data, text=form.text.data or "", by=me(), **file))
    db.session.commit()
    flash(_("It is on the board."))
    return redirect(url_for(".board", cohort_id=cohort.id), code=303)


@bp.post("/board/<int:post_id>/taking-down")
@members_only
def take_down(post_id):
    post = _load(post_id)
    require(policy.can_post(me(), post.cohort))
    post.take_down()
    db.session.commit()
    flash(_("Taken down."))
    return redirect(url_for(".board", cohort_id=post.cohort_id), code=303)


@bp.get("/board/<int:post_id>/file/<path:name>")
@members_only
def file(post_id, name):
    post = _load(post_id)
    return send(post.file, name, download="download" in request.args)


def _load(post_id):
    """One that is up, on a board the reader sees; there is none else."""
    post = db.one_or_404(queries.posts_up().where(BoardPost.id == post_id))
    load_cohort(post.cohort_id)
    return post
