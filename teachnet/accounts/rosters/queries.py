"""What an import looks up, and whose uploads are whose."""

import sqlalchemy as sa

from teachnet.accounts import policy
from teachnet.accounts.models import Appointment, Organisation, Person, TransferRequest
from teachnet.accounts.rosters.models import RosterUpload
from teachnet.db import TODAY


def uploads_of(person: Person) -> sa.Select:
    return sa.select(RosterUpload).where(RosterUpload.owner_id == person.id).order_by(RosterUpload.id.desc())


def organisations_to_fill(person: Person | None) -> sa.Select:
    """(id, name) of the organisations this person may import into; all of them from the command line."""
    open_ones = sa.select(Organisation.id, Organisation.name).where(Organisation.closed_on.is_(None))
    if person is None:
        return open_ones
    return open_ones.where(Organisation.id.in_(Organisation.ids_within(*policy.scopes(person, *policy.OFFICES))))


def people_by_fingerprint(fingerprints: list[str]) -> sa.Select:
    """Columns only: no ID number is deciphered to compare a list."""
    return sa.select(
        Person.id,
        Person.id_fingerprint,
        Person.name,
        Person.phone_fingerprint,
        Person.gender,
        Person.stage,
        Person.subject,
        Person.title,
        Person.honour,
        Person.started_work_on,
        Person.remark,
    ).where(Person.id_fingerprint.in_(fingerprints))


def posts_held_by(people: list[int]) -> sa.Select:
    """(person, role, organisation, its kind, is it open-ended) of every post held today or later."""
    return (
        sa.select(
            Appointment.person_id,
            Appointment.role,
            Appointment.organisation_id,
            Organisation.kind,
            Appointment.ends_on.is_(None).label("is_open"),
        )
        .join(Organisation)
        .where(
            Appointment.person_id.in_(people),
            Appointment.ends_on.is_(None) | (Appointment.ends_on > TODAY),
        )
        .order_by(Appointment.ends_on.is_(None), Appointment.starts_on)
    )


def transfers_asked_for(people: list[int]) -> sa.Select:
    return sa.select(TransferRequest.person_id, TransferRequest.receiver_id).where(
        TransferRequest.person_id.in_(people), TransferRequest.is_waiting()
    )


def phones_of(people: list[int]) -> sa.Select:
    return sa.select(Person.id, Person.phone).where(Person.id.in_(people))


def all_organisation_names() -> sa.Select:
    return sa.select(Organisation.id, Organisation.name)


def names_to_fill(person: Person) -> sa.Select:
    return organisations_to_fill(person).with_only_columns(Organisation.name).order_by(Organisation.lineage)
