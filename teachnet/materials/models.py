"""What of the library a session uses, and what came out of it: the two sides of one row."""

from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.library.models import Resource
from teachnet.teams.models import OnlineSession


class MaterialUse(StrEnum):
    MATERIAL = "material"
    RECORDING = "recording"
    OUTCOME = "outcome"

    @property
    def label(self):
        return USES[self]


USES = {
    MaterialUse.MATERIAL: _l("To look at together"),
    MaterialUse.RECORDING: _l("Recording of the session"),
    MaterialUse.OUTCOME: _l("Came out of the session"),
}


class SessionMaterial(Model):
    """A resource and a session, once. Who may see the resource is the library's matter: it shows what is published, to
    whom it is for, and to its author what is on its way."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"))
    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    use: Mapped[MaterialUse]
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    session: Mapped[OnlineSession] = relationship()
    resource: Mapped[Resource] = relationship()
    added_by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("session_id", "resource_id"),)

    @classmethod
    def lay_out(cls, session: OnlineSession, resource: Resource, *, use: MaterialUse, by: Person) -> "SessionMaterial":
        db.session.execute(sa.select(OnlineSession.id).where(OnlineSession.id == session.id).with_for_update())
        if db.session.scalar(sa.select(cls.id).filter_by(session_id=session.id, resource_id=resource.id)):
            raise Refused(_("This resource is among the materials already."))
        material = cls(session=session, resource=resource, use=use, added_by=by)
        db.session.add(material)
        return material
