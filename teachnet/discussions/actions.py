"""Setting up a discussion, and speaking in it."""

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.discussions import queries
from teachnet.discussions.models import Discussion, Post
from teachnet.study.finishing import finish, require_open
from teachnet.study.models import CourseEnrolment, StudyGroup, Unit


def set_up(unit: Unit, fields: dict) -> Discussion:
    discussion = db.session.scalars(queries.discussion_of(unit)).first() or Discussion(unit=unit)
    for name, value in fields.items():
        setattr(discussion, name, value)
    db.session.add(discussion)
    unit.is_set_up = True
    return discussion


def clear(unit: Unit) -> None:
    """Of a unit that goes; only drafts lose units, and nobody has said anything there."""
    for discussion in db.session.scalars(queries.discussion_of(unit)):
        db.session.delete(discussion)
    db.session.flush()


def copy(unit: Unit, twin: Unit) -> None:
    for discussion in db.session.scalars(queries.discussion_of(unit)):
        set_up(twin, {"least_characters": discussion.least_characters, "answers": discussion.answers})


def say(discussion: Discussion, enrolment: CourseEnrolment, text: str, *, answering: Post | None = None) -> Post:
    """A learner to their group. With enough said, the unit is done."""
    require_open(discussion.unit, enrolment)
    learner = enrolment.learner
    post = answering.answer(text, by=learner) if answering else Post.by(learner, discussion, enrolment.group_id, text)
    db.session.add(post)
    db.session.flush()
    own, answered = db.session.execute(queries.said_by(enrolment.learner_id, discussion)).one()
    if own and answered >= discussion.answers:
        finish(discussion.unit, enrolment)
    return post


def answer(post: Post, text: str, *, by: Person) -> Post:
    """A tutor in their group."""
    said = post.answer(text, by=by)
    db.session.add(said)
    db.session.flush()
    return said


def say_to(group: StudyGroup, discussion: Discussion, text: str, *, by: Person) -> Post:
    """A tutor to their group."""
    post = Post.by(by, discussion, group.id, text)
    db.session.add(post)
    db.session.flush()
    return post
