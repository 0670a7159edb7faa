"""Who may see and confirm who stayed."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import is_city_admin, reaches
from teachnet.teams.models import OnlineSession
from teachnet.teams.policy import has_seat, leads, oversees


def can_see_everybody(person: Person, session: OnlineSession) -> bool:
    """The lead, the offices above the team and an auditor; everybody else sees how long they stayed themselves."""
    return leads(person, session.team) or oversees(person, session.team) or audits(person, session)


def audits(person: Person, session: OnlineSession) -> bool:
    return reaches(person, session.team.region, Role.AUDITOR)


def can_see(person: Person, session: OnlineSession) -> bool:
    return can_see_everybody(person, session) or has_seat(person, session)


def can_confirm(person: Person, session: OnlineSession) -> bool:
    return leads(person, session.team) and not session.is_cancelled


def can_set_rules(person: Person) -> bool:
    return is_city_admin(person)
