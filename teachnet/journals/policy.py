"""Who writes a journal, who reads it, who answers."""

from teachnet.accounts.models import Person
from teachnet.journals.models import JournalEntry
from teachnet.study.policy import can_guide, can_open_study

__all__ = ["can_change", "can_open_study", "can_remark", "is_own"]


def is_own(person: Person, entry: JournalEntry) -> bool:
    return entry.enrolment.learner_id == person.id


def can_change(person: Person, entry: JournalEntry) -> bool:
    return is_own(person, entry) and entry.can_be_changed


def can_remark(person: Person, entry: JournalEntry) -> bool:
    """The tutor of the group, never to oneself."""
    group = entry.enrolment.group
    return group is not None and can_guide(person, group) and not is_own(person, entry)
