"""Who may do what with observed lessons: facts about a person and a lesson, a sheet or a remark.

A sheet is its observer's alone until it is handed in. Then the teacher reads it, and those observers who have handed in
theirs: whoever still writes is not to be led by what others saw. Everybody else waits for the teacher's word."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import holds
from teachnet.observations.models import ObservationSheet, ObservedLesson, Reach, Sharing
from teachnet.teams.policy import can_be_member, is_of_team, is_research_lead, leads, works_in


def can_take_part(person: Person) -> bool:
    """Those who may be in a team, or lead one."""
    return can_be_member(person) or is_research_lead(person)


def has_a_part(person: Person) -> bool:
    """In observing lessons, or in saying what is looked at."""
    return can_take_part(person) or can_write_rubric(person)


def can_write_rubric(person: Person) -> bool:
    return holds(person, Role.CITY_ADMIN)


def is_teacher_of(person: Person, lesson: ObservedLesson) -> bool:
    return person.id == lesson.teacher_id


def can_come_along(person: Person, lesson: ObservedLesson) -> bool:
    if lesson.is_called_off or is_teacher_of(person, lesson) or lesson.sheet_of(person):
        return False
    return is_of_team(person, lesson.team)


def can_call_off(person: Person, lesson: ObservedLesson) -> bool:
    mine = leads(person, lesson.team) or person.id in (lesson.teacher_id, lesson.planned_by_id)
    return mine and not lesson.is_called_off and not lesson.handed_in


def can_answer(person: Person, lesson: ObservedLesson) -> bool:
    return is_teacher_of(person, lesson) and bool(lesson.handed_in)


def has_handed_in(person: Person, lesson: ObservedLesson) -> bool:
    sheet = lesson.sheet_of(person)
    return sheet is not None and sheet.is_handed_in


def is_shared_with(person: Person, lesson: ObservedLesson) -> bool:
    if lesson.sharing is Sharing.REGION:
        return is_of_team(person, lesson.team) or (works_in(person, lesson.team.region) and can_take_part(person))
    return lesson.sharing is Sharing.TEAM and is_of_team(person, lesson.team)


def can_read_sheets(person: Person, lesson: ObservedLesson) -> bool:
    """Those that are handed in."""
    if lesson.sheet_of(person):
        return has_handed_in(person, lesson)
    return is_teacher_of(person, lesson) or is_shared_with(person, lesson)


def can_write(person: Person, sheet: ObservationSheet) -> bool:
    return person.id == sheet.observer_id and not sheet.is_handed_in and not sheet.lesson.is_called_off


def can_compare(person: Person, lesson: ObservedLesson) -> bool:
    """A tool of those who observe: it says something about them, not about the lesson."""
    return len(lesson.handed_in) > 1 and has_handed_in(person, lesson)


def reaches_for(person: Person, sheet: ObservationSheet) -> set[Reach]:
    """Which remarks of a sheet somebody reads who may read the sheet."""
    if person.id == sheet.observer_id:
        return set(Reach)
    if is_teacher_of(person, sheet.lesson):
        return {Reach.TEACHER, Reach.OBSERVERS, Reach.ALL}
    if has_handed_in(person, sheet.lesson):
        return {Reach.OBSERVERS, Reach.ALL}
    return {Reach.ALL}
