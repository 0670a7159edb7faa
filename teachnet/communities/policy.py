"""Who may do what with research communities: facts about a person and a community, a school in it or an activity."""

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, posts, reaches
from teachnet.communities.models import Community, CommunityActivity


def can_look(person: Person) -> bool:
    """At the list: whoever may have a school in one, and those above."""
    return holds(person, Role.TEACHER, Role.RESEARCH_LEAD, Role.AUDITOR, *OFFICES)


def can_found(person: Person) -> bool:
    return holds(person, *OVERSEERS)


def can_found_in(person: Person, region: Organisation) -> bool:
    return reaches(person, region, *OVERSEERS)


def manages(person: Person, community: Community) -> bool:
    """Its schools and what they owe: the office of its region."""
    return reaches(person, community.region, *OVERSEERS)


def can_change(person: Person, community: Community) -> bool:
    return manages(person, community) and not community.is_closed


def speaks_for(person: Person, school: Organisation | None) -> bool:
    """Its own office; what is above it looks on."""
    mine = posts(person, Role.SCHOOL_ADMIN)
    return school is not None and any(post.organisation_id == school.id for post in mine)


def can_report(person: Person, community: Community) -> bool:
    """Schools say what they gave; the coordinator writes it down for them."""
    if community.is_closed:
        return False
    return person.id == community.coordinator_id or any(
        speaks_for(person, member.school) for member in community.schools
    )


def can_confirm(person: Person, activity: CommunityActivity) -> bool:
    """The school that received it; of what was for all, any other school of the community."""
    if not activity.is_open or person.id == activity.reported_by_id or speaks_for(person, activity.giver):
        return False
    if activity.receiver is not None:
        return speaks_for(person, activity.receiver)
    return any(speaks_for(person, member.school) for member in activity.community.schools)


def can_withdraw(person: Person, activity: CommunityActivity) -> bool:
    return activity.is_open and (person.id == activity.reported_by_id or speaks_for(person, activity.giver))
