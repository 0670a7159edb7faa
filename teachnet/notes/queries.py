"""What is seen of notes. A note is seen through its clip: who may no longer see the one no longer sees the other, but
for what is one's own."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachnet.accounts.models import Person
from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.library.models import MicroSkill, ResourceFile, ResourceVersion
from teachnet.library.queries import published_versions_visible_to
from teachnet.notes.models import Note, NoteReply, Reach
from teachnet.teams.models import Team
from teachnet.teams.queries import is_own as is_own_team
from teachnet.teams.queries import teams_of

PLAYED = (Kind.VIDEO, Kind.AUDIO)
IN_FULL = (
    joinedload(Note.author),
    joinedload(Note.team),
    joinedload(Note.skill).joinedload(MicroSkill.parent),
    selectinload(Note.replies).joinedload(NoteReply.author),
)
WITH_FACTS = (
    contains_eager(ResourceFile.file),
    joinedload(ResourceFile.version).joinedload(ResourceVersion.skill),
    joinedload(ResourceFile.version).joinedload(ResourceVersion.resource),
    joinedload(ResourceFile.version).selectinload(ResourceVersion.files).joinedload(ResourceFile.file),
)


def clips_visible_to(person: Person | None) -> sa.Select:
    """Published films and recordings. Not what waits for a review: notes have names, and a review is blind."""
    return _clips(person).with_only_columns(ResourceFile).options(*WITH_FACTS)


def notes_visible_to(person: Person | None) -> sa.Select:
    on_a_clip = (
        _clips(person)
        .where(ResourceVersion.resource_id == Note.resource_id, ResourceFile.file_id == Note.file_id)
        .correlate(Note)
        .exists()
    )
    shared = Note.reach == Reach.EVERYONE
    if person is None:
        return sa.select(Note).where(shared, on_a_clip)
    return sa.select(Note).where((Note.author_id == person.id) | (on_a_clip & (shared | _is_of_my_team(person))))


def notes_on(clip: ResourceFile, person: Person | None) -> sa.Select:
    """Those this reader sees, in the order of the film."""
    return (
        notes_visible_to(person)
        .where(Note.resource_id == clip.version.resource_id, Note.file_id == clip.file_id)
        .options(*IN_FULL)
        .order_by(Note.starts_ms, Note.id)
    )


def notes_of(person: Person) -> sa.Select:
    """One's own, on whatever clip; the newest first."""
    return sa.select(Note).where(Note.author_id == person.id).options(*IN_FULL).order_by(Note.id.desc())


def replies_visible_to(person: Person) -> sa.Select:
    seen = notes_visible_to(person).with_only_columns(Note.id)
    return sa.select(NoteReply).where((NoteReply.author_id == person.id) | NoteReply.note_id.in_(seen))


def clips_of(notes: Iterable[Note], person: Person) -> sa.Select:
    """Lines `(resource_id, file_id, clip_id, title)`: where notes are to be read, as far as clips are seen."""
    numbers = {note.resource_id for note in notes}
    columns = (
        ResourceVersion.resource_id,
        ResourceFile.file_id,
        ResourceFile.id.label("clip_id"),
        ResourceVersion.title,
    )
    return _clips(person).where(ResourceVersion.resource_id.in_(numbers)).with_only_columns(*columns)


def my_teams(person: Person) -> sa.Select:
    return teams_of(person).order_by(Team.name)


def _clips(person: Person | None) -> sa.Select:
    return (
        published_versions_visible_to(person)
        .join(ResourceFile, ResourceFile.version_id == ResourceVersion.id)
        .join(StoredFile, StoredFile.id == ResourceFile.file_id)
        .where(StoredFile.kind.in_(PLAYED))
    )


def _is_of_my_team(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(Note.reach == Reach.TEAM, Note.team_id.in_(sa.select(Team.id).where(is_own_team(person.id))))
