from flask_babel import gettext as _

from teachnet.accounts.models import Organisation, Person
from teachnet.bases import queries
from teachnet.bases.models import Inspection, Room
from teachnet.db import db
from teachnet.errors import Refused


def inspect(base: Organisation, *, by: Person, **told) -> Inspection:
    """`told`: year, inspected_on, inspectors, summary. One a year; those who write at the same time wait here."""
    db.session.refresh(base, with_for_update={"of": Organisation})
    if db.session.scalars(queries.inspections_of(base).where(Inspection.year == told["year"])).first():
        raise Refused(_("There is an inspection of %(year)s already.", year=told["year"]))
    inspection = Inspection(base=base, written_by=by, **told)
    db.session.add(inspection)
    db.session.flush()
    return inspection


def keep(room: Room) -> None:
    """A new or changed room, unless another one of its base is called so."""
    with db.session.no_autoflush:
        called_so = db.session.scalars(queries.rooms_of(room.base).where(Room.name == room.name)).all()
    if any(other is not room for other in called_so):
        raise Refused(_("The base has a room called %(name)s already.", name=room.name))
    db.session.add(room)
    db.session.flush()
