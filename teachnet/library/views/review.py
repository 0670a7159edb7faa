from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import policy, queries, second_opinions
from teachnet.library.blind import BlindVersion
from teachnet.library.forms import AnswerForm, QuestionForm, QueueFilter, ReturnForm
from teachnet.library.models import ResourceVersion, ReturnReason
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only, require
from teachnet.web.paging import Page, paginate


@bp.get("/review")
@only(policy.is_reviewer)
def review_queue():
    filters = QueueFilter()
    waiting = queries.in_field(queries.review_queue_for(me()), **filters.wanted())
    asked = db.session.scalars(queries.opinions_asked_of(me())).unique().all()
    return render_template("library/review_queue.html", versions=_blind(waiting), filters=filters, asked=asked)


@bp.get("/review/<int:version_id>")
@only(policy.is_reviewer)
def review(version_id):
    return page(_to_review(version_id))


@bp.post("/review/<int:version_id>/claim")
@only(policy.is_reviewer)
def claim(version_id):
    version = _to_review(version_id)
    require(policy.can_claim(me(), version))
    version.claim(by=me())
    db.session.commit()
    return redirect(url_for(".review", version_id=version.id), code=303)


@bp.post("/review/<int:version_id>/takeover")
@only(policy.is_reviewer)
def take_over(version_id):
    version = _to_review(version_id)
    require(policy.can_take_over(me(), version))
    version.take_over(by=me())
    db.session.commit()
    flash(_("It waits for you now; whoever had it no longer decides."))
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
    flash(_("Published: “%(title)s” can be found from now on.", title=BlindVersion(version).title))
    return _to_queue()


@bp.post("/review/<int:version_id>/return")
@only(policy.is_reviewer)
def send_back(version_id):
    version = _to_decide(version_id)
    form = ReturnForm()
    if not form.validate():
        return page(version, form=form), 422
    reasons = [ReturnReason(reason) for reason in form.reasons.data or ()]
    version.send_back(by=me(), reasons=reasons, note=form.note.data)
    db.session.commit()
    flash(_("Returned to its author with your reasons."))
    return _to_queue()


@bp.post("/review/<int:version_id>/second-opinions")
@only(policy.is_reviewer)
def ask_second_opinion(version_id):
    version = _to_decide(version_id)
    form = QuestionForm()
    if not form.validate():
        return page(version, question_form=form), 422
    second_opinions.ask_somebody(version, by=me(), question=form.question.data or "")
    db.session.commit()
    flash(_("Asked. The answer will stand here; you need not wait for it."))
    return redirect(url_for(".review", version_id=version.id), code=303)


def page(version: ResourceVersion, **forms) -> str:
    """Without author and school: the review is blind. `forms` are those that came back with a mistake."""
    empty = {"form": ReturnForm, "question_form": QuestionForm, "answer_form": AnswerForm}
    fresh = {name: kind(formdata=None) for name, kind in empty.items() if name not in forms}
    opinions = db.session.scalars(second_opinions.opinions_seen_by(me(), version)).all()
    mine = next((opinion for opinion in opinions if policy.can_answer(me(), opinion)), None)
    blind = BlindVersion(version)
    held = blind.file_numbered(request.args.get("file", ""))
    shown = {"version": blind, "held": held, "opinions": opinions, "to_answer": mine}
    return render_template("library/review.html", **shown, **fresh, **forms)


def _blind(waiting) -> Page:
    """A page of versions without whose they are."""
    page = paginate(waiting.options(*queries.WITH_FACTS, *queries.WITH_WHOM, queries.WITH_SCHOOL_NOW))
    return Page([BlindVersion(version) for version in page], page.number, page.per_page, page.total)


def _to_review(version_id: int) -> ResourceVersion:
    waiting = queries.reviews_open_to(me()).where(ResourceVersion.id == version_id)
    return db.one_or_404(waiting.options(*queries.WITH_FACTS, *queries.WITH_WHOM, queries.WITH_TEXT))


def _to_decide(version_id: int) -> ResourceVersion:
    version = _to_review(version_id)
    require(policy.can_decide(me(), version))
    return version


def _to_queue():
    return redirect(url_for(".review_queue"), code=303)
