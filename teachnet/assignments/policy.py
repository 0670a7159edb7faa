"""Who hands in, who marks, who marks again."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import OVERSEERS, holds, reaches
from teachnet.assignments.models import Submission
from teachnet.study.policy import can_open_study, can_write_courses, is_tutor

__all__ = ["can_mark", "can_mark_again", "can_open_marking", "can_open_study", "can_write_courses", "looks_over"]


def can_open_marking(person: Person) -> bool:
    return is_tutor(person) or can_write_courses(person) or holds(person, *OVERSEERS)


def can_mark(person: Person, submission: Submission) -> bool:
    """The tutor of the learner's group; where there is none, who wrote the course."""
    group = submission.enrolment.group
    marker = group.tutor_id if group else submission.assignment.unit.course.author_id
    return submission.is_waiting and person.id == marker and person.id != submission.learner.id


def looks_over(person: Person, submission: Submission) -> bool:
    """The office above the group, and what is above that."""
    group = submission.enrolment.group
    return group is not None and reaches(person, group.organisation, *OVERSEERS)


def can_mark_again(person: Person, submission: Submission) -> bool:
    """Not who marked it last, nor the learner."""
    if submission.is_waiting or person.id == submission.learner.id:
        return False
    return looks_over(person, submission) and submission.marks[-1].by_id != person.id
