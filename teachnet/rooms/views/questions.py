from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.rooms import policy, queries
from teachnet.rooms.forms import QuestionForm, StateForm
from teachnet.rooms.models import QuestionState, RoomQuestion
from teachnet.rooms.views.blueprint import back_to, bp, page, room_to_speak_in
from teachnet.web.access import leaves_no_trail, members_only, require


@bp.post("/sessions/<int:session_id>/room/questions")
@members_only
def ask(session_id):
    session, form = room_to_speak_in(session_id), QuestionForm()
    if not form.validate():
        return page(session, question=form), 422
    RoomQuestion.ask(session, form.text.data or "", by=me(), is_anonymous=form.is_anonymous.data)
    db.session.commit()
    return back_to(session, "questions")


@bp.post("/questions/<int:question_id>/vote")
@members_only
@leaves_no_trail("who votes for a question is nobody’s business; how many do stands with it")
def vote(question_id):
    question = _load(question_id)
    require(policy.can_take_part(me(), question.session))
    question.vote(by=me())
    db.session.commit()
    return back_to(question.session, f"question-{question.id}")


@bp.post("/questions/<int:question_id>/state")
@members_only
def mark(question_id):
    """The host takes it up, has it answered or hides it."""
    question, form = _load(question_id), StateForm()
    require(policy.can_run(me(), question.session))
    if not form.validate():
        return page(question.session), 422
    question.become(QuestionState(form.state.data))
    db.session.commit()
    return back_to(question.session, "questions")


def _load(question_id: int) -> RoomQuestion:
    return db.one_or_404(queries.questions_visible_to(me()).where(RoomQuestion.id == question_id))
