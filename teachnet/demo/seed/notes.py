"""Notes on the first clips of the library: by the demo's own people, for everyone, for their team, for themselves."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.db import db
from teachnet.demo.phrases import PHRASES
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.library.models import MicroSkill, ResourceFile, ResourceVersion, VersionState, Visibility
from teachnet.notes.models import Note, NoteReply, Reach
from teachnet.teams.models import Team

CLIPS = 12
LevelOne = aliased(MicroSkill)
A_STRETCH = 3000  # milliseconds
ANSWERS = ("我班上也试过，慢一点更好。", "这里可以再等两秒。", "请说说您是怎样准备这一步的？")
# Who writes the notes of a clip, and for whom.
WRITERS = (
    ("lead", Reach.EVERYONE),
    ("teacher", Reach.TEAM),
    ("teacher", Reach.PRIVATE),
    ("tutor", Reach.EVERYONE),
)


def fill(city: City) -> None:
    team_id = db.session.scalars(sa.select(Team.id).where(Team.lead_id == city.accounts["lead"].id)).first()
    notes = [note for clip in _clips() for note in _on(city, clip, team_id)]
    answers = [_answer(city, note) for number, note in enumerate(notes) if number % 3 == 0 and _is_shared(note)]
    insert(Note, notes)
    insert(NoteReply, answers)


def _clips() -> sa.Result:
    """Lines `(resource_id, file_id, seconds, skill_id, skill)`, the last one of the ten."""
    return db.session.execute(
        sa.select(
            ResourceVersion.resource_id,
            ResourceFile.file_id,
            StoredFile.seconds,
            MicroSkill.id.label("skill_id"),
            sa.func.coalesce(LevelOne.name, MicroSkill.name).label("skill"),
        )
        .join(ResourceFile, ResourceFile.version_id == ResourceVersion.id)
        .join(StoredFile, StoredFile.id == ResourceFile.file_id)
        .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
        .outerjoin(LevelOne, LevelOne.id == MicroSkill.parent_id)
        .where(ResourceVersion.state == VersionState.PUBLISHED, StoredFile.kind == Kind.VIDEO)
        .where(ResourceVersion.visibility.in_([Visibility.CITY, Visibility.PUBLIC]))
        .order_by(ResourceVersion.resource_id)
        .limit(CLIPS)
    )


def _on(city: City, clip: sa.Row, team_id: int | None) -> Iterator[Row]:
    said = [line for line in PHRASES[clip.skill]["doubts"] if "{" not in line]
    length = round(clip.seconds * 1000)
    for number, (name, reach) in enumerate(WRITERS):
        if reach is Reach.TEAM and team_id is None:
            continue
        starts = length * (number + 1) // (len(WRITERS) + 2)
        yield {
            "id": city.ids.next(Note),
            "resource_id": clip.resource_id,
            "file_id": clip.file_id,
            "author_id": city.accounts[name].id,
            "starts_ms": starts - starts % 1000,
            "ends_ms": starts - starts % 1000 + A_STRETCH if number % 2 else None,
            "text": city.draw.choice(said),
            "skill_id": clip.skill_id if number % 2 == 0 else None,
            "reach": reach,
            "team_id": team_id if reach is Reach.TEAM else None,
            "made_at": city.moment(-city.draw.randint(1, 20)),
            "changed_at": None,
        }


def _is_shared(note: Row) -> bool:
    return note["reach"] is not Reach.PRIVATE


def _answer(city: City, note: Row) -> Row:
    by: Somebody = city.accounts["lead" if note["author_id"] != city.accounts["lead"].id else "teacher"]
    said = {"note_id": note["id"], "author_id": by.id, "text": city.draw.choice(ANSWERS)}
    made_at = note["made_at"] + timedelta(hours=1)
    return said | {"id": city.ids.next(NoteReply), "made_at": made_at, "changed_at": None}
