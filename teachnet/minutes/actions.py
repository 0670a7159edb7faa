"""Approving: the minutes and what they take over from earlier sittings stand from one moment on."""

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.minutes import queries
from teachnet.minutes.models import CarriedItem, MinutesApproval
from teachnet.teams.models import OnlineSession


class ReadAgain(Refused):
    status = 409


def approve(session: OnlineSession, *, seen: int, by: Person) -> MinutesApproval:
    """`seen` is the last change the approver has read. What is still to do from earlier is noted as carried."""
    MinutesApproval.require_open(session)
    last = queries.last_version_of(session)
    if not last or db.session.scalars(queries.entries_of(session).limit(1)).first() is None:
        raise Refused(_("Nothing is written yet."))
    if last != seen:
        name = db.session.scalars(queries.versions_of(session).limit(1)).one().by.name
        raise ReadAgain(_("%(name)s has changed the minutes since you read them. Read them once more.", name=name))
    approval = MinutesApproval(session=session, version_id=last, by=by)
    db.session.add(approval)
    noted = set(db.session.scalars(queries.noted_in(session)))
    for item_id in db.session.scalars(queries.still_to_do_before(session)):
        if item_id not in noted:
            db.session.add(CarriedItem(item_id=item_id, session_id=session.id))
    return approval
