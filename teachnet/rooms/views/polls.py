"""Quick votes."""

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.rooms import policy, queries
from teachnet.rooms.forms import AnswerForm, VoteForm
from teachnet.rooms.models import QuickVote
from teachnet.rooms.views.blueprint import back_to, bp, page, room_to_run
from teachnet.web.access import leaves_no_trail, members_only, require


@bp.post("/sessions/<int:session_id>/room/votes")
@members_only
def call_vote(session_id):
    session, form = room_to_run(session_id), VoteForm()
    if not form.validate():
        return page(session, vote=form), 422
    QuickVote.call(session, form.text.data or "", form.answers)
    db.session.commit()
    return back_to(session, "votes")


@bp.post("/votes/<int:vote_id>/answer")
@members_only
@leaves_no_trail("who chose what is nobody’s business; how many did stands with the vote")
def answer(vote_id):
    vote, form = _load(vote_id), AnswerForm()
    require(policy.can_take_part(me(), vote.session))
    if not form.validate():
        return page(vote.session), 422
    vote.answer(form.option.data, by=me())
    db.session.commit()
    return back_to(vote.session, "votes")


@bp.post("/votes/<int:vote_id>/closing")
@members_only
def close_vote(vote_id):
    vote = _load(vote_id)
    require(policy.can_run(me(), vote.session))
    vote.close()
    db.session.commit()
    return back_to(vote.session, "votes")


def _load(vote_id: int) -> QuickVote:
    return db.one_or_404(queries.votes_visible_to(me()).where(QuickVote.id == vote_id))
