"""Who may do what with public notices. Who sees which is said in `queries`."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_city_admin
from teachnet.notices.models import Objection


def can_publish(person: Person | None) -> bool:
    return is_city_admin(person)


def can_close(person: Person | None) -> bool:
    """That nobody decides their own case the closing itself asks, with a sentence that says whose it is."""
    return is_city_admin(person)


def can_see_objections(person: Person | None) -> bool:
    return is_city_admin(person)


def can_see_who_objects(person: Person, objection: Objection) -> bool:
    """Not whoever is party to it: an objection to one's own nominee is for others to handle."""
    return can_decide(person, objection)


def can_decide(person: Person, objection: Objection) -> bool:
    return is_city_admin(person) and not objection.is_party(person)
