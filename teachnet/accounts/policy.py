"""Who may do what with people and organisations; and the facts about roles that other features build on.

Roles are looked at only in policies. A role counts at the organisation of its appointment and everywhere below it.
"""

from teachnet.accounts.models import Appointment, Organisation, Person, Role, TransferRequest

OFFICES = (Role.SCHOOL_ADMIN, Role.COUNTY_ADMIN, Role.CITY_ADMIN)
OVERSEERS = (Role.COUNTY_ADMIN, Role.CITY_ADMIN)


def posts(person: Person | None, *roles: Role) -> list[Appointment]:
    return [post for post in person.current_appointments if post.role in roles] if person else []


def holds(person: Person | None, *roles: Role) -> bool:
    return bool(posts(person, *roles))


def scopes(person: Person | None, *roles: Role) -> list[Organisation]:
    """Where the person holds one of these roles; each scope includes all below it."""
    return [post.organisation for post in posts(person, *roles)]


def reaches(person: Person | None, organisation: Organisation | None, *roles: Role) -> bool:
    return organisation is not None and any(organisation.is_within(scope) for scope in scopes(person, *roles))


def is_teacher(person: Person | None) -> bool:
    return holds(person, Role.TEACHER)


def is_city_admin(person: Person | None) -> bool:
    return holds(person, Role.CITY_ADMIN)


def is_county_admin(person: Person | None) -> bool:
    return holds(person, Role.COUNTY_ADMIN)


def is_school_admin(person: Person | None) -> bool:
    return holds(person, Role.SCHOOL_ADMIN)


def is_office(person: Person | None) -> bool:
    """An administrator at any level."""
    return holds(person, *OFFICES)


def is_auditor(person: Person | None) -> bool:
    return holds(person, Role.AUDITOR)


def can_see_people(person: Person) -> bool:
    return is_office(person)


def can_see_organisations(person: Person) -> bool:
    return holds(person, *OVERSEERS)


def can_read_audit(person: Person) -> bool:
    return holds(person, Role.AUDITOR, Role.CITY_ADMIN)


def can_import_people(person: Person) -> bool:
    return is_office(person)


def can_manage(person: Person, other: Person) -> bool:
    """Administer the account of somebody who belongs to one of my organisations today. Never one's own, and never
    that of somebody who administers a wider scope."""
    here = [post.organisation for post in other.current_appointments]
    return (
        person.id != other.id
        and any(reaches(person, organisation, *OFFICES) for organisation in here)
        and all(reaches(person, scope, *OFFICES) for scope in scopes(other, *OFFICES, Role.AUDITOR))
    )


def can_give_code(person: Person, other: Person) -> bool:
    return can_manage(person, other) and not other.is_disabled


def can_disable(person: Person, other: Person) -> bool:
    return can_manage(person, other)


def grantable_roles(person: Person) -> list[Role]:
    """What an administrator may appoint others to: never above their own level."""
    if is_city_admin(person):
        return list(Role)
    if is_county_admin(person):
        return [
            Role.TEACHER, Role.SCHOOL_ADMIN, Role.COUNTY_ADMIN, Role.HOST, Role.TUTOR, Role.RESEARCH_LEAD, Role.REVIEWER
        ]  # fmt: skip
    return [Role.TEACHER, Role.SCHOOL_ADMIN] if is_school_admin(person) else []


def can_appoint(person: Person, role: Role, organisation: Organisation) -> bool:
    return role in grantable_roles(person) and reaches(person, organisation, *OFFICES)


def can_close(person: Person, appointment: Appointment) -> bool:
    return (
        appointment.is_current
        and person.id != appointment.person_id
        and can_appoint(person, appointment.role, appointment.organisation)
    )


def can_transfer(person: Person, other: Person) -> bool:
    """Moving somebody between schools needs an office above both; a school asks by a transfer request."""
    return holds(person, *OVERSEERS) and can_manage(person, other)


def can_see_transfers(person: Person) -> bool:
    return is_office(person)


def can_see_sender(person: Person, transfer: TransferRequest) -> bool:
    """Whoever asks for somebody is told neither which school has them nor how it writes their name."""
    return reaches(person, transfer.sender, *OFFICES)


def can_decide_transfer(person: Person, transfer: TransferRequest) -> bool:
    """The school that would lose them, or an office above both; nobody decides on themself."""
    is_sender = any(post.organisation_id == transfer.sender_id for post in posts(person, *OFFICES))
    is_above = all(reaches(person, side, *OVERSEERS) for side in (transfer.sender, transfer.receiver))
    return person.id != transfer.person_id and (is_sender or is_above)


def can_withdraw_transfer(person: Person, transfer: TransferRequest) -> bool:
    return reaches(person, transfer.receiver, *OFFICES)
