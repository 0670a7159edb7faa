"""Writes that span people and organisations."""

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts import queries
from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.db import db
from teachnet.errors import Refused


def organisation_named(name: str, *, seen_by: Person) -> Organisation:
    """By its full name, among those this person sees. A short name is not guessed."""
    found = db.session.scalars(
        queries.organisations_visible_to(seen_by).where(Organisation.name == name, Organisation.closed_on.is_(None))
    ).first()
    if found is None:
        raise Refused(_("No organisation of yours is called “%(name)s”. Type its full name.", name=name))
    return found


def appoint(person: Person, role: Role, organisation: Organisation) -> Appointment:
    """Refuses what would break a rule before the database does. Rows are locked so that two clerks take turns."""
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())
    if any(post.role is role and post.organisation_id == organisation.id for post in person.current_appointments):
        raise Refused(_("%(name)s already holds this role there.", name=person.name))
    if role is Role.TEACHER and person.school is not None:
        raise Refused(
            _("%(name)s teaches at %(school)s. Transfer them instead.", name=person.name, school=person.school.name)
        )
    return person.appoint(role, organisation)


def change_phone(person: Person, phone: str | None) -> None:
    """One's own. A number that is somebody else's would keep both from signing in with it."""
    person.set_phone(phone)
    others = sa.select(Person.id).where(Person.phone_fingerprint == person.phone_fingerprint, Person.id != person.id)
    with db.session.no_autoflush:
        if phone and db.session.scalar(others.limit(1)):
            raise Refused(_("This phone stands with somebody else. Your school’s administrator can put it right."))
