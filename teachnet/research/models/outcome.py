import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.library.models import Resource
from teachnet.research.models.project import ResearchProject


class ResearchOutcome(Model):
    """A resource of the library that came out of a project. Who may see it is the library's matter."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"))
    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    project: Mapped[ResearchProject] = relationship()
    resource: Mapped[Resource] = relationship()
    added_by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("project_id", "resource_id"),)

    @classmethod
    def name(cls, project: ResearchProject, resource: Resource, *, by: Person) -> "ResearchOutcome":
        """After the conclusion, too: articles and lessons come late."""
        db.session.refresh(project, ["state"], with_for_update=True)
        if db.session.scalar(sa.select(cls.id).filter_by(project_id=project.id, resource_id=resource.id)):
            raise Refused(_("This resource is named as an outcome already."))
        outcome = cls(project=project, resource=resource, added_by=by)
        db.session.add(outcome)
        return outcome
