"""Answering another reviewer."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import policy, queries, second_opinions
from teachnet.library.forms import AnswerForm
from teachnet.library.models import Recommendation, SecondOpinion
from teachnet.library.views import review
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only


@bp.post("/review/second-opinions/<int:opinion_id>/answer")
@only(policy.is_reviewer)
def answer(opinion_id):
    opinion = _asked_of_me(opinion_id)
    form = AnswerForm()
    if not form.validate():
        return review.page(opinion.version, answer_form=form), 422
    opinion.answer(recommendation=Recommendation(form.recommendation.data), words=form.words.data or "")
    db.session.commit()
    flash(_("Thank you. Whoever asked reads your answer and decides."))
    return redirect(url_for(".review_queue"), code=303)


@bp.post("/review/second-opinions/<int:opinion_id>/passing-on")
@only(policy.is_reviewer)
def pass_on(opinion_id):
    second_opinions.pass_on(_asked_of_me(opinion_id))
    db.session.commit()
    flash(_("Passed on. You are not asked about it again."))
    return redirect(url_for(".review_queue"), code=303)


def _asked_of_me(opinion_id: int) -> SecondOpinion:
    return db.one_or_404(queries.opinions_asked_of(me()).where(SecondOpinion.id == opinion_id))
