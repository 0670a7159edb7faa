"""Who may lay out materials of a session, and take them away."""

from teachnet.accounts.models import Person
from teachnet.materials.models import SessionMaterial
from teachnet.minutes.policy import can_write
from teachnet.teams.models import OnlineSession
from teachnet.teams.policy import can_see_members, is_invited, leads


def can_look(person: Person, session: OnlineSession) -> bool:
    """Also before signing up: what will be looked at is part of the invitation."""
    return is_invited(person, session) or can_see_members(person, session.team)


def can_lay_out(person: Person, session: OnlineSession) -> bool:
    """Those who take part."""
    return can_write(person, session)


def can_take_away(person: Person, material: SessionMaterial) -> bool:
    return person.id == material.added_by_id or leads(person, material.session.team)
