"""What is seen of people and organisations. Everything starts from `…_visible_to(person)`."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts import policy
from teachnet.accounts.models import Appointment, Organisation, Person, Role, SignInSession
from teachnet.audit.models import AuditEntry

WITH_POSTS = selectinload(Person.appointments).joinedload(Appointment.organisation)


def organisations_visible_to(person: Person) -> sa.Select:
    """An office sees its own part of the tree; others the organisations they belong to."""
    mine = policy.scopes(person, *Role)
    return sa.select(Organisation).where(Organisation.id.in_(Organisation.ids_within(*mine)))


def people_visible_to(person: Person) -> sa.Select:
    """Oneself; for an office also everybody who belongs, or once belonged, to its part of the tree."""
    belongs = sa.exists().where(
        Appointment.person_id == Person.id,
        Appointment.organisation_id.in_(Organisation.ids_within(*policy.scopes(person, *policy.OFFICES))),
    )
    return sa.select(Person).where(sa.or_(Person.id == person.id, belongs))


def people_now_at(*scopes: Organisation) -> sa.Select:
    """Everybody with a current appointment in these organisations or below."""
    here = sa.exists().where(
        Appointment.person_id == Person.id,
        Appointment.holds(),
        Appointment.organisation_id.in_(Organisation.ids_within(*scopes)),
    )
    return sa.select(Person).where(here)


def teachers_visible_to(person: Person) -> sa.Select:
    """Teachers who belong today to an office's part of the tree."""
    here = sa.exists().where(
        Appointment.person_id == Person.id,
        Appointment.role == Role.TEACHER,
        Appointment.holds(),
        Appointment.organisation_id.in_(Organisation.ids_within(*policy.scopes(person, *policy.OFFICES))),
    )
    return sa.select(Person).where(here, Person.disabled_at.is_(None))


def appointments_visible_to(person: Person) -> sa.Select:
    scope = Organisation.ids_within(*policy.scopes(person, *policy.OFFICES))
    return sa.select(Appointment).where(
        sa.or_(Appointment.person_id == person.id, Appointment.organisation_id.in_(scope))
    )


def open_session(token_hash: str) -> sa.Select:
    """The session of a cookie with its person, posts and organisations: all a request needs, in two statements."""
    return (
        sa.select(SignInSession)
        .where(SignInSession.token_hash == token_hash, SignInSession.is_open())
        .options(
            joinedload(SignInSession.person)
            .selectinload(Person.appointments)
            .joinedload(Appointment.organisation)
            .joinedload(Organisation.county)
        )
    )


def sessions_of(person: Person) -> sa.Select:
    return (
        sa.select(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.is_open())
        .order_by(SignInSession.seen_at.desc())
    )


def audit_visible_to(person: Person) -> sa.Select:
    """The whole trail, for those who may read it; nothing for anybody else."""
    entries = sa.select(AuditEntry)
    return entries if policy.can_read_audit(person) else entries.where(sa.false())
