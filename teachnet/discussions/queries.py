"""What is seen of discussions: each group talks among itself."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from teachnet.accounts.models import Appointment, Person
from teachnet.accounts.policy import is_city_admin
from teachnet.discussions.models import Discussion, Post
from teachnet.study.models import Course, CourseEnrolment, StudyGroup, Unit
from teachnet.study.policy import can_write_courses
from teachnet.study.queries import groups_visible_to

WITH_WRITER = (
    joinedload(Post.writer).selectinload(Person.appointments).joinedload(Appointment.organisation),
    joinedload(Post.hidden_by),
    joinedload(Post.group).joinedload(StudyGroup.organisation),
    joinedload(Post.answered),
    contains_eager(Post.discussion).contains_eager(Discussion.unit).contains_eager(Unit.course),
)
_answered = aliased(Post)


def discussion_of(unit: Unit) -> sa.Select:
    return sa.select(Discussion).where(Discussion.unit_id == unit.id)


def posts_visible_to(person: Person) -> sa.Select:
    """Of the groups one belongs to, guides or oversees; without a group, of those who have none; an author sees all of
    their courses. What was hidden is seen by its writer and by those who look after the group; what was withdrawn,
    by nobody."""
    mine = (
        sa.select(CourseEnrolment.id)
        .where(
            CourseEnrolment.learner_id == person.id,
            CourseEnrolment.course_id == Unit.course_id,
            CourseEnrolment.group_id.is_not_distinct_from(Post.group_id),
        )
        .correlate(Unit, Post)
        .exists()
    )
    looked_after = Post.group_id.in_(groups_visible_to(person).with_only_columns(StudyGroup.id))
    if is_city_admin(person):
        looked_after = sa.true()
    elif can_write_courses(person):
        looked_after |= Course.author_id == person.id
    seen = sa.or_(looked_after, mine & Post.hidden_at.is_(None), Post.writer_id == person.id)
    return (
        sa.select(Post)
        .join(Post.discussion)
        .join(Discussion.unit)
        .join(Unit.course)
        .where(seen, Post.withdrawn_at.is_(None))
        .options(*WITH_WRITER)
    )


def posts_in(discussion: Discussion, person: Person) -> sa.Select:
    """Those that answer none, the newest first."""
    own = posts_visible_to(person).where(Post.discussion_id == discussion.id, Post.answers_id.is_(None))
    return own.order_by(Post.id.desc())


def answers_to(posts: Iterable[Post], person: Person) -> sa.Select:
    ids = [post.id for post in posts]
    return posts_visible_to(person).where(Post.answers_id.in_(ids)).order_by(Post.id)


def said_by(person_id: int, discussion: Discussion) -> sa.Select:
    """(own posts that say enough, posts of others answered by such) of what stands."""
    said = (Post.discussion_id == discussion.id) & (Post.writer_id == person_id) & Post.stands() & Post.says_enough
    own = sa.select(sa.func.count()).where(said, Post.answers_id.is_(None)).scalar_subquery()
    answered = (
        sa.select(sa.func.count(Post.answers_id.distinct()))
        .join(_answered, _answered.id == Post.answers_id)
        .where(said, _answered.writer_id != person_id)
        .scalar_subquery()
    )
    return sa.select(own, answered)


def groups_to_write_to(person: Person, course: Course) -> sa.Select:
    """Those of this course that one guides."""
    guided = sa.select(StudyGroup).where(StudyGroup.course_id == course.id, StudyGroup.tutor_id == person.id)
    return guided.order_by(StudyGroup.ends_on.desc(), StudyGroup.id)
