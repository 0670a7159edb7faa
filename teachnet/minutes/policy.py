"""Who may do what with minutes and action items: facts about a person and a session or an item."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import reaches
from teachnet.minutes.models import ActionItem
from teachnet.teams.models import OnlineSession, Team
from teachnet.teams.policy import can_be_member, can_see_members, has_seat, is_research_lead, leads


def may_take_on(person: Person) -> bool:
    """Action items are for those who may be in a team or lead one."""
    return can_be_member(person) or is_research_lead(person)


def can_follow(person: Person, team: Team) -> bool:
    """What a team decides: its members, the offices above it, and an auditor, who reads along."""
    return can_see_members(person, team) or reaches(person, team.region, Role.AUDITOR)


def can_read(person: Person, session: OnlineSession) -> bool:
    return has_seat(person, session) or can_follow(person, session.team)


def can_write(person: Person, session: OnlineSession) -> bool:
    """Everybody who takes part: minutes are written together."""
    return not session.is_cancelled and (leads(person, session.team) or has_seat(person, session))


def can_approve(person: Person, session: OnlineSession) -> bool:
    return not session.is_cancelled and leads(person, session.team)


def can_finish(person: Person, item: ActionItem) -> bool:
    return person.id == item.owner_id or leads(person, item.team)


def can_direct(person: Person, item: ActionItem) -> bool:
    """Hand it on, or let it go."""
    return leads(person, item.team)
