"""Who hands evidence in, and who compares it."""

from teachnet.accounts.models import Person, Role, Stage
from teachnet.accounts.policy import holds, is_auditor, is_office, is_teacher, reaches
from teachnet.evidence.models import Evidence


def can_hand_in(person: Person) -> bool:
    """Teachers of vocational schools."""
    return is_teacher(person) and person.stage is Stage.VOCATIONAL


def compares(person: Person) -> bool:
    return holds(person, Role.SCHOOL_ADMIN)


def can_see_evidence(person: Person, teacher: Person) -> bool:
    """What of it is up to `evidence_visible_to`."""
    return person.id == teacher.id or is_office(person) or is_auditor(person)


def is_own(person: Person, evidence: Evidence) -> bool:
    return evidence.person_id == person.id


def can_decide(person: Person, evidence: Evidence) -> bool:
    return reaches(person, evidence.school, Role.SCHOOL_ADMIN) and not is_own(person, evidence)
