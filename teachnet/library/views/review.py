from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import policy, queries
from teachnet.library.forms import ReturnForm
from teachnet.library.models import ResourceVersion, ReturnReason
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only, require
from teachnet.web.paging import paginate


@bp.get("/review")
@only(policy.is_reviewer)
def review_queue():
    waiting = queries.review_queue_for(me()).options(*queries.WITH_FACTS)
    return render_template("library/review_queue.html", versions=paginate(waiting))


@bp.get("/review/<int:version_id>")
@only(policy.is_reviewer)
def review(version_id):
    return render_template("library/review.html", version=_to_review(version_id), form=ReturnForm())


@bp.post("/review/<int:version_id>/claim")
@only(policy.is_reviewer)
def claim(version_id):
    version = _to_review(version_id)
    require(policy.can_claim(me(), version))
    version.claim(by=me())
    db.session.commit()
    return redirect(url_for(".review", version_id=version.id), code=303)


@bp.post("/review/<int:version_id>/hand-back")
@only(policy.is_reviewer)
def hand_back(version_id):
    version = _to_decide(version_id)
    version.hand_back(by=me())
    db.session.commit()
    flash(_("It waits in the queue again, for somebody else."))
    return _to_queue()


@bp.post("/review/<int:version_id>/publication")
@only(policy.is_reviewer)
def publish(version_id):
    version = _to_decide(version_id)
    version.publish(by=me())
    db.session.commit()
    flash(_("Published: “%(title)s” can be found from now on.", title=version.title))
    return _to_queue()


@bp.post("/review/<int:version_id>/return")
@only(policy.is_reviewer)
def send_back(version_id):
    version = _to_decide(version_id)
    form = ReturnForm()
    if not form.validate():
        return render_template("library/review.html", version=version, form=form), 422
    reasons = [ReturnReason(reason) for reason in form.reasons.data or ()]
    version.send_back(by=me(), reasons=reasons, note=form.note.data)
    db.session.commit()
    flash(_("Returned to its author with your reasons."))
    return _to_queue()


def _to_review(version_id: int) -> ResourceVersion:
    waiting = queries.review_queue_for(me()).where(ResourceVersion.id == version_id)
    return db.one_or_404(waiting.options(*queries.WITH_FACTS, queries.WITH_TEXT))


def _to_decide(version_id: int) -> ResourceVersion:
    version = _to_review(version_id)
    require(policy.can_decide(me(), version))
    return version


def _to_queue():
    return redirect(url_for(".review_queue"), code=303)
