from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp
from teachnet.files.models import StoredFile
from teachnet.research.models.milestone import LONGEST_TITLE
from teachnet.research.words import EvidenceKind

if TYPE_CHECKING:
    from teachnet.research.models.project import ResearchProject

LONGEST_TOLD = 1000


class ResearchEvidence(Model):
    """Something of the classes a project is about: told in words, with a file or without."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    kind: Mapped[EvidenceKind]
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    told: Mapped[str] = mapped_column(sa.String(LONGEST_TOLD), default="")
    day: Mapped[date]
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200), default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    project: Mapped["ResearchProject"] = relationship(back_populates="evidence")
    file: Mapped[StoredFile | None] = relationship()
    by: Mapped[Person] = relationship()

    @classmethod
    def add(cls, project: "ResearchProject", *, by: Person, **told) -> "ResearchEvidence":
        """`told`: kind, title, told, day; file and file_name, or neither."""
        project.require_going_on()
        evidence = cls(project=project, by=by, **told)
        db.session.add(evidence)
        project.stir()
        return evidence

    def take_out(self) -> None:
        """A mistake; the audit trail keeps what it was."""
        self.project.require_at_work()
        db.session.delete(self)
