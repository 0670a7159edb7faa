"""Who may do what with bases."""

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import holds, is_auditor, is_city_admin, posts, reaches

OVERSEERS = (Role.COUNTY_ADMIN, Role.CITY_ADMIN)


def can_see_bases(person: Person) -> bool:
    """Which of them is said in `queries`."""
    return holds(person, *OVERSEERS, Role.HOST, Role.AUDITOR)


def sees_all(person: Person) -> bool:
    return is_city_admin(person) or is_auditor(person)


def works_at(person: Person, base: Organisation) -> bool:
    return any(post.organisation_id == base.id for post in posts(person, Role.HOST))


def oversees(person: Person, base: Organisation) -> bool:
    return reaches(person, base, *OVERSEERS)


def can_keep_rooms(person: Person, base: Organisation) -> bool:
    return works_at(person, base) or oversees(person, base)


def can_inspect(person: Person, base: Organisation) -> bool:
    """Nobody inspects where they work."""
    return oversees(person, base) and not works_at(person, base)
