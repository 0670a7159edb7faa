"""Who says what to whom: learners to their group, its tutor to them. Tutors and offices hide what is out of place."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import OVERSEERS, reaches
from teachnet.discussions.models import Post
from teachnet.study.policy import can_edit, can_guide, can_open_study, can_write_courses

__all__ = ["can_answer", "can_hide", "can_open_study", "can_withdraw", "can_write_courses"]


def can_hide(person: Person, post: Post) -> bool:
    """Never one's own: that is withdrawn."""
    if post.writer_id == person.id or not post.is_standing:
        return False
    if post.group is None:
        return can_edit(person, post.discussion.unit.course)
    return can_guide(person, post.group) or reaches(person, post.group.organisation, *OVERSEERS)


def can_answer(person: Person, post: Post) -> bool:
    """Who does not study the course themself: the tutor of the group."""
    return post.group is not None and can_guide(person, post.group)


def can_withdraw(person: Person, post: Post) -> bool:
    return post.writer_id == person.id and post.is_standing
