"""What learners of a group say to each other in a unit, and what somebody has to say for it to be done."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.study.models import StudyGroup, Unit

LONGEST = 5000  # characters


class Discussion(Model):
    """The talk of a unit; what it is about stands in the unit's text. It is done with one post of one's own that says
    something and so many answers to others: a word of praise is welcome and counts nothing."""

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), unique=True)
    least_characters: Mapped[int] = mapped_column(default=60)
    answers: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship()

    __table_args__ = (
        sa.CheckConstraint("least_characters BETWEEN 1 AND 1000", name="length_is_humane"),
        sa.CheckConstraint("answers BETWEEN 0 AND 10", name="answers_are_humane"),
    )

    def says_enough(self, text: str) -> bool:
        return length_of(text) >= self.least_characters


class Post(Model):
    """What somebody said to their group, or to those who have none; `answers_id` is the post it answers. Answers to
    answers stand below the same post: on a phone nobody follows a tree."""

    discussion_id: Mapped[int] = mapped_column(sa.ForeignKey("discussion.id"))
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("study_group.id"), index=True)
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    answers_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    says_enough: Mapped[bool]  # by the rule of the day it was written
    made_at: Mapped[timestamp]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    hidden_because: Mapped[str] = mapped_column(sa.String(300), default="")
    withdrawn_at: Mapped[datetime | None]

    discussion: Mapped[Discussion] = relationship()
    group: Mapped[StudyGroup | None] = relationship()
    writer: Mapped[Person] = relationship(foreign_keys=writer_id)
    hidden_by: Mapped[Person | None] = relationship(foreign_keys=hidden_by_id)
    answered: Mapped["Post | None"] = relationship(remote_side="Post.id")

    __table_args__ = (
        sa.Index("ix__post__of_group", "discussion_id", "group_id", "id"),
        sa.CheckConstraint("length(text) > 0", name="says_something"),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_by_id IS NULL) AND (hidden_at IS NULL OR hidden_because <> '')",
            name="hidden_by_somebody_with_a_reason",
        ),
    )

    @classmethod
    def by(cls, writer: Person, discussion: Discussion, group_id: int | None, text: str) -> "Post":
        enough = discussion.says_enough(text)
        return cls(discussion=discussion, group_id=group_id, writer=writer, text=text, says_enough=enough)

    @classmethod
    def stands(cls) -> sa.ColumnElement[bool]:
        return cls.hidden_at.is_(None) & cls.withdrawn_at.is_(None)

    @property
    def is_standing(self) -> bool:
        return self.hidden_at is None and self.withdrawn_at is None

    def answer(self, text: str, *, by: Person) -> "Post":
        self._lock()
        if not self.is_standing:
            raise Refused(_("This post has been taken away meanwhile."))
        post = Post.by(by, self.discussion, self.group_id, text)
        post.answered = self.answered or self
        return post

    def hide(self, *, by: Person, because: str) -> None:
        """Its writer and those who may hide see it still, with the reason."""
        self._lock()
        if not self.is_standing:
            raise Refused(_("This post has been taken away meanwhile."))
        self.hidden_at, self.hidden_by, self.hidden_because = utcnow(), by, because

    def withdraw(self) -> None:
        self._lock()
        if not self.is_standing:
            raise Refused(_("This post has been taken away meanwhile."))
        self.withdrawn_at = utcnow()

    def _lock(self) -> None:
        db.session.refresh(self, ["hidden_at", "withdrawn_at"], with_for_update=True)


def length_of(text: str) -> int:
    """In characters, blanks left out."""
    return len("".join(text.split()))
