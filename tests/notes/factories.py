"""Clips and notes on them."""

from teachnet.accounts.models import Person
from teachnet.files.kinds import Kind
from teachnet.library.models import ResourceFile, ResourceKind
from teachnet.notes.models import Note, Reach
from tests.factories import saved
from tests.library.factories import a_published, a_stored_file

FILM = {"kind": Kind.VIDEO, "media_type": "video/mp4", "seconds": 402.0}


def a_clip(author: Person | None = None, **fields) -> ResourceFile:
    """The main file of something published."""
    file = fields.pop("file", None) or a_stored_file(**FILM)
    return a_published(author, file=file, kind=ResourceKind.CLIP, **fields).main_file


def a_note(clip: ResourceFile, author: Person, **fields) -> Note:
    about = {"text": "He waits five seconds", "starts_ms": 138_000, "reach": Reach.EVERYONE}
    about |= {"resource_id": clip.version.resource_id, "file_id": clip.file_id, "author": author}
    return saved(Note(**about | fields))
