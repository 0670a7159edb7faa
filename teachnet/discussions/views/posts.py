from collections import defaultdict

from flask import abort, redirect, render_template, url_for
from markupsafe import Markup

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.discussions import actions, policy, queries
from teachnet.discussions.forms import HideForm, PostForm, TutorsPostForm
from teachnet.discussions.models import Discussion, Post
from teachnet.discussions.views.blueprint import bp
from teachnet.study import queries as study
from teachnet.study.models import CourseEnrolment, Unit
from teachnet.web.access import only, require
from teachnet.web.paging import paginate

AT_ONCE = 20


def panel(unit: Unit, reader: Person, enrolment: CourseEnrolment | None) -> Markup:
    """On the page of its unit: what is needed, a form to say something, what was said."""
    shown = _shown(unit, reader, enrolment)  # the page is that of study, whose templates know another policy
    return Markup(render_template("discussions/_panel.html", policy=policy, **shown))  # noqa: S704 -- our own template


@bp.post("/units/<int:unit_id>/posts")
@only(policy.can_open_study)
def say(unit_id):
    """A learner to their group, or a tutor to the one they choose."""
    unit, enrolment, discussion = _talk(unit_id)
    form = _form(unit, enrolment)
    if not form.validate():
        return render_template("discussions/say.html", unit=unit, form=form), 422
    text = form.text.data or ""
    if enrolment:
        post = actions.say(discussion, enrolment, text)
    else:
        post = actions.say_to(form.groups[form.group.data], discussion, text, by=me())
    db.session.commit()
    return _to(post)


@bp.get("/posts/<int:post_id>")
@only(policy.can_open_study)
def post(post_id):
    """One post with its answers: a link to send, and a place to answer on a phone."""
    post = _post(post_id)
    if post.answers_id:
        return redirect(url_for(".post", post_id=post.answers_id), code=302)
    return _page(post, PostForm(formdata=None))


@bp.post("/posts/<int:post_id>/answers")
@only(policy.can_open_study)
def answer(post_id):
    post = _post(post_id)
    unit, enrolment, discussion = _talk(post.discussion.unit_id)
    require(enrolment is not None or policy.can_answer(me(), post))
    form = PostForm()
    if not form.validate():
        return _page(post, form), 422
    if enrolment:
        said = actions.say(discussion, enrolment, form.text.data or "", answering=post)
    else:
        said = actions.answer(post, form.text.data or "", by=me())
    db.session.commit()
    return _to(said)


@bp.post("/posts/<int:post_id>/hiding")
@only(policy.can_open_study)
def hide(post_id):
    post, form = _post(post_id), HideForm()
    require(policy.can_hide(me(), post))
    if not form.validate():
        return _page(post, PostForm(formdata=None), form), 422
    post.hide(by=me(), because=form.because.data or "")
    db.session.commit()
    return _to(post)


@bp.post("/posts/<int:post_id>/withdrawal")
@only(policy.can_open_study)
def withdraw(post_id):
    post = _post(post_id)
    require(post.writer_id == me().id)
    post.withdraw()
    db.session.commit()
    return redirect(url_for("study.unit", unit_id=post.discussion.unit_id), code=303)


def _talk(unit_id: int) -> tuple[Unit, CourseEnrolment | None, Discussion]:
    """Where I study the unit, with my enrolment; else where I look after those who do."""
    if found := db.session.execute(study.studied_unit(me(), unit_id)).first():
        unit, enrolment = found
    else:
        unit, enrolment = db.one_or_404(study.units_visible_to(me()).where(Unit.id == unit_id)), None
    return unit, enrolment, db.one_or_404(queries.discussion_of(unit))


def _form(unit: Unit, enrolment: CourseEnrolment | None, **kwargs) -> PostForm | TutorsPostForm:
    if enrolment:
        return PostForm(**kwargs)
    groups = db.session.scalars(queries.groups_to_write_to(me(), unit.course)).all()
    return TutorsPostForm(groups, **kwargs) if groups else abort(403)


def _post(post_id: int) -> Post:
    return db.one_or_404(queries.posts_visible_to(me()).where(Post.id == post_id))


def _to(post: Post):
    unit = url_for("study.unit", unit_id=post.discussion.unit_id, _anchor=f"post-{post.answers_id or post.id}")
    return redirect(unit, code=303)


def _page(post: Post, form: PostForm, hiding: HideForm | None = None) -> str:
    top = post.answered or post
    return render_template(
        "discussions/post.html",
        post=top,
        unit=top.discussion.unit,
        answers={top.id: db.session.scalars(queries.answers_to([top], me())).all()},
        form=form,
        hiding=hiding or HideForm(formdata=None),
    )


def _shown(unit: Unit, reader: Person, enrolment: CourseEnrolment | None) -> dict:
    discussion = db.session.scalars(queries.discussion_of(unit)).first()
    if discussion is None:
        return {"discussion": None, "unit": unit}
    posts = paginate(queries.posts_in(discussion, reader), per_page=AT_ONCE)
    answers = defaultdict(list)
    for one in db.session.scalars(queries.answers_to(posts, reader)):
        answers[one.answers_id].append(one)
    groups = [] if enrolment else db.session.scalars(queries.groups_to_write_to(reader, unit.course)).all()
    form = PostForm(formdata=None) if enrolment else TutorsPostForm(groups, formdata=None) if groups else None
    own, answered = db.session.execute(queries.said_by(reader.id, discussion)).one() if enrolment else (0, 0)
    return {
        "unit": unit,
        "discussion": discussion,
        "posts": posts,
        "answers": answers,
        "form": form if unit.course.is_open else None,
        "said": {"own": own, "answered": answered} if enrolment else None,
    }
