"""Who may read and write the plan of a team for a year."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import OVERSEERS, holds, reaches
from teachnet.db import today
from teachnet.teams.models import Team
from teachnet.teams.policy import can_see_members, leads
from teachnet.terms import SchoolYear


def can_look(person: Person) -> bool:
    """At the list: who may be in a team or lead one, and those above."""
    return holds(person, Role.TEACHER, Role.RESEARCH_LEAD, Role.AUDITOR, *OVERSEERS)


def can_read(person: Person, team: Team) -> bool:
    return can_see_members(person, team) or reaches(person, team.region, Role.AUDITOR)


def can_write(person: Person, team: Team, year: SchoolYear) -> bool:
    return leads(person, team) and not team.is_closed and year.last >= today()
