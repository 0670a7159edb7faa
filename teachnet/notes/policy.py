"""Who may do what with notes. Who sees which is said in `queries`."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import posts
from teachnet.library.policy import BELONGS
from teachnet.notes.models import Note, NoteReply


def can_take_notes(person: Person | None) -> bool:
    """On what they see: whoever serves a place. An auditor reads."""
    return person is not None and bool(posts(person, *BELONGS))


def is_own(person: Person | None, said: Note | NoteReply) -> bool:
    return person is not None and person.id == said.author_id


def can_change(person: Person | None, said: Note | NoteReply) -> bool:
    return is_own(person, said)


def can_reply(person: Person | None, note: Note) -> bool:
    """To whatever one sees; one's own private note, too, goes on being thought about."""
    return can_take_notes(person)
