from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from teachnet.accounts.current import me
from teachnet.db import db, start_writing
from teachnet.quizzes import actions, policy, queries, sheets
from teachnet.quizzes.forms import PoolForm, QuestionForm, TableForm
from teachnet.quizzes.models import Question, QuestionPool
from teachnet.quizzes.tables import answer_text
from teachnet.quizzes.views.blueprint import bp
from teachnet.web.access import only, require
from teachnet.web.paging import paginate
from teachnet.web.safety import reads_first, takes_files


@bp.get("/pools")
@only(policy.can_write_courses)
def pools():
    return _pools(PoolForm(formdata=None))


@bp.post("/pools")
@only(policy.can_write_courses)
def create_pool():
    form = PoolForm()
    if not form.validate():
        return _pools(form), 422
    pool = QuestionPool(title=form.title.data, author=me())
    db.session.add(pool)
    db.session.commit()
    return _to(pool)


@bp.get("/pools/<int:pool_id>")
@only(policy.can_write_courses)
def pool(pool_id):
    return _page(_pool(pool_id))


@bp.post("/pools/<int:pool_id>/questions")
@only(policy.can_write_courses)
def add_question(pool_id):
    pool = _mine(pool_id)
    form = QuestionForm()
    if not form.validate():
        return _page(pool, form), 422
    actions.add_questions(pool, [form.fields])
    db.session.commit()
    flash(_("The question is in the pool."))
    return _to(pool)


@bp.get("/pools/<int:pool_id>/questions/<int:question_id>")
@only(policy.can_write_courses)
def edit_question(pool_id, question_id):
    pool, question = _question(pool_id, question_id)
    return render_template(
        "quizzes/question.html", pool=pool, question=question, form=QuestionForm(question, formdata=None)
    )


@bp.post("/pools/<int:pool_id>/questions/<int:question_id>")
@only(policy.can_write_courses)
def change_question(pool_id, question_id):
    pool, question = _question(pool_id, question_id)
    form = QuestionForm()
    if not form.validate():
        return render_template("quizzes/question.html", pool=pool, question=question, form=form), 422
    for name, value in form.fields.items():
        setattr(question, name, value)
    db.session.commit()
    return _to(pool)


@bp.post("/pools/<int:pool_id>/questions/<int:question_id>/retirement")
@only(policy.can_write_courses)
def retire_question(pool_id, question_id):
    pool, question = _question(pool_id, question_id)
    question.retire()
    db.session.commit()
    return _to(pool)


@bp.post("/pools/<int:pool_id>/table")
@only(policy.can_write_courses)
@takes_files
@reads_first
def import_questions(pool_id):
    pool = _mine(pool_id)
    form = TableForm()
    sent = form.file.data if isinstance(form.file.data, FileStorage) and form.file.data.filename else None
    found, wrong = sheets.read(sent, form.pasted.data or "") if form.validate() else ([], [])
    if wrong or not found:
        return _page(pool, table=form, wrong=wrong), 422
    start_writing()
    actions.add_questions(_mine(pool_id), found)
    db.session.commit()
    flash(ngettext("One question is in the pool.", "%(num)s questions are in the pool.", len(found)))
    return _to(pool)


def _pool(pool_id: int) -> QuestionPool:
    return db.one_or_404(queries.pools().where(QuestionPool.id == pool_id))


def _mine(pool_id: int) -> QuestionPool:
    pool = _pool(pool_id)
    require(policy.can_change(me(), pool))
    return pool


def _question(pool_id: int, question_id: int) -> tuple[QuestionPool, Question]:
    pool = _mine(pool_id)
    return pool, db.one_or_404(queries.question_in(pool, question_id))


def _pools(form: PoolForm):
    return render_template("quizzes/pools.html", pools=paginate(queries.pools()), form=form)


def _page(pool: QuestionPool, form: QuestionForm | None = None, *, table: TableForm | None = None, wrong=()):
    return render_template(
        "quizzes/pool.html",
        pool=pool,
        questions=paginate(queries.questions_of(pool)),
        form=form or QuestionForm(formdata=None),
        table=table or TableForm(formdata=None),
        wrong=wrong,
        answer_text=answer_text,
    )


def _to(pool: QuestionPool):
    return redirect(url_for(".pool", pool_id=pool.id), code=303)
