"""Notes on clips, and the answers to them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, timestamp, utcnow
from teachnet.files.models import StoredFile
from teachnet.library.models import MicroSkill, Resource
from teachnet.notes.words import Reach
from teachnet.teams.models import Team

__all__ = ["Note", "NoteReply", "Reach"]


class Note(Model):
    """About a moment of a clip (`starts_ms`), or a stretch of it up to `ends_ms`.

    It belongs to this content in this resource: a new version with the same film keeps it, and the same film in another
    resource has notes of its own."""

    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"))
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    starts_ms: Mapped[int]
    ends_ms: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.String(2000))
    skill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("micro_skill.id"), index=True)
    reach: Mapped[Reach] = mapped_column(default=Reach.PRIVATE)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("team.id"), index=True)
    made_at: Mapped[timestamp]
    changed_at: Mapped[datetime | None]

    resource: Mapped[Resource] = relationship()
    file: Mapped[StoredFile] = relationship()
    author: Mapped[Person] = relationship()
    skill: Mapped[MicroSkill | None] = relationship()
    team: Mapped[Team | None] = relationship()
    replies: Mapped[list["NoteReply"]] = relationship(
        back_populates="note", order_by="NoteReply.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.Index("ix__note__on_a_clip", "resource_id", "file_id", "starts_ms"),
        sa.Index("ix__note__of_a_person", "author_id", "id"),
        sa.CheckConstraint("starts_ms >= 0", name="starts_on_the_clip"),
        sa.CheckConstraint("ends_ms > starts_ms", name="ends_after_it_starts"),
        sa.CheckConstraint("length(text) > 0", name="has_text"),
        sa.CheckConstraint("(reach = 'team') = (team_id IS NOT NULL)", name="a_team_for_team_notes"),
    )

    @property
    def reach_label(self):
        return self.team.name if self.team else self.reach.label

    def change(self, *, text: str, starts_ms: int, ends_ms: int | None, **about) -> None:
        """`about`: skill, reach, team."""
        self.text, self.starts_ms, self.ends_ms = text, starts_ms, ends_ms
        self.skill, self.reach, self.team = about["skill"], about["reach"], about["team"]
        self.changed_at = utcnow()

    def reply(self, text: str, *, by: Person) -> "NoteReply":
        """Answers are not answered: they stand below the note in their order."""
        answer = NoteReply(author_id=by.id, text=text)
        self.replies.append(answer)
        return answer


class NoteReply(Model):
    """Seen by whoever sees the note; goes when the note goes."""

    note_id: Mapped[int] = mapped_column(sa.ForeignKey("note.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(sa.String(1000))
    made_at: Mapped[timestamp]
    changed_at: Mapped[datetime | None]

    note: Mapped[Note] = relationship(back_populates="replies")
    author: Mapped[Person] = relationship()

    __table_args__ = (sa.CheckConstraint("length(text) > 0", name="has_text"),)

    def change(self, text: str) -> None:
        self.text, self.changed_at = text, utcnow()
