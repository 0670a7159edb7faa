"""Who may do what in remote study."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, is_city_admin, is_teacher, reaches
from teachnet.study.models import Course, StudyGroup


def can_open_study(person: Person) -> bool:
    """Everybody but the auditor, who reads the trail and nothing else."""
    return not holds(person, Role.AUDITOR)


def can_join(person: Person, course: Course) -> bool:
    """Who wrote it answers for its hours, and nobody vouches for their own."""
    return is_teacher(person) and course.is_open and not course.is_replaced and course.author_id != person.id


def can_write_courses(person: Person) -> bool:
    return holds(person, Role.CITY_ADMIN, Role.RESEARCH_LEAD)


def can_edit(person: Person, course: Course) -> bool:
    return is_city_admin(person) or (can_write_courses(person) and course.author_id == person.id)


def can_change_units(person: Person, course: Course) -> bool:
    """Who studies a course keeps its units: after publication their text may be improved, but none comes or goes."""
    return course.is_draft and can_edit(person, course)


def can_write_version(person: Person, course: Course) -> bool:
    """Of what was published; a draft is changed as it is."""
    return not course.is_draft and not course.is_replaced and can_edit(person, course)


def can_publish(person: Person, course: Course) -> bool:
    return course.is_draft and can_edit(person, course)


def can_close(person: Person, course: Course) -> bool:
    return course.is_open and can_edit(person, course)


def can_reopen(person: Person, course: Course) -> bool:
    return not course.is_open and not course.is_draft and can_edit(person, course)


def can_set_rules(person: Person) -> bool:
    return is_city_admin(person)


def is_tutor(person: Person) -> bool:
    return holds(person, Role.TUTOR)


def can_see_groups(person: Person) -> bool:
    return holds(person, Role.TUTOR, *OVERSEERS)


def can_set_up_groups(person: Person) -> bool:
    return holds(person, *OVERSEERS)


def can_fill(person: Person, group: StudyGroup) -> bool:
    """Put learners into a group: the office that set it up, and those above."""
    return reaches(person, group.organisation, *OVERSEERS)


def can_guide(person: Person, group: StudyGroup) -> bool:
    """Remind its learners and write its briefing: its tutor, as long as they are one."""
    return is_tutor(person) and group.tutor_id == person.id


def can_see_completion(person: Person) -> bool:
    return holds(person, *OFFICES)
