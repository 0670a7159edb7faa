"""Who may do what in teams: facts about a person and a team or session, nothing of HTTP."""

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import OVERSEERS, holds, reaches
from teachnet.teams.models import Audience, Membership, MembershipState, OnlineSession, SignUpState, Team


def can_found(person: Person) -> bool:
    """County and city offices, and research leads for themselves."""
    return holds(person, *OVERSEERS, Role.RESEARCH_LEAD)


def can_found_in(person: Person, region: Organisation) -> bool:
    return reaches(person, region, *OVERSEERS, Role.RESEARCH_LEAD)


def is_research_lead(person: Person) -> bool:
    return holds(person, Role.RESEARCH_LEAD)


def leads(person: Person, team: Team) -> bool:
    return person.id == team.lead_id


def is_of_team(person: Person, team: Team) -> bool:
    return leads(person, team) or team.has_member(person)


def can_begin_in(person: Person, team: Team) -> bool:
    """Something of its work: the lead for anybody in the team, a member what they do themselves."""
    return is_of_team(person, team) and not team.is_closed


def oversees(person: Person, team: Team) -> bool:
    return reaches(person, team.region, *OVERSEERS)


def works_in(person: Person, region: Organisation) -> bool:
    return any(post.organisation.is_within(region) for post in person.current_appointments)


def teaches(person: Person, team: Team) -> bool:
    """Its subject, in its stage."""
    posts = (post for post in person.current_appointments if post.role is Role.TEACHER)
    return any(post.subject is team.subject and post.stage is team.stage for post in posts)


def can_see_members(person: Person, team: Team) -> bool:
    return is_of_team(person, team) or oversees(person, team)


def can_decide(person: Person, membership: Membership) -> bool:
    return leads(person, membership.team) and membership.person_id != person.id


def can_be_member(person: Person) -> bool:
    return holds(person, Role.TEACHER)


def can_apply(person: Person, team: Team) -> bool:
    membership = team.membership_of(person)
    here = membership is None or membership.state in (MembershipState.LEFT, MembershipState.DECLINED)
    return here and not team.is_closed and not leads(person, team) and can_be_member(person)


def can_answer_invitation(person: Person, membership: Membership) -> bool:
    return membership.person_id == person.id and membership.state is MembershipState.INVITED


def can_leave(person: Person, team: Team) -> bool:
    membership = team.membership_of(person)
    return membership is not None and membership.state in (MembershipState.MEMBER, MembershipState.APPLIED)


def can_plan(person: Person, team: Team) -> bool:
    return leads(person, team) and not team.is_closed


def can_change(person: Person, session: OnlineSession) -> bool:
    return leads(person, session.team) and session.is_open


def is_invited(person: Person, session: OnlineSession) -> bool:
    team = session.team
    if is_of_team(person, team):
        return True
    is_open = session.audience is Audience.REGION or (session.audience is Audience.SUBJECT and teaches(person, team))
    return is_open and works_in(person, team.region) and not holds(person, Role.AUDITOR)


def can_sign_up(person: Person, session: OnlineSession) -> bool:
    return session.is_open and is_invited(person, session) and session.sign_up_of(person) is None


def can_withdraw(person: Person, session: OnlineSession) -> bool:
    return session.is_open and session.sign_up_of(person) is not None


def can_see_sign_ups(person: Person, session: OnlineSession) -> bool:
    return can_see_members(person, session.team)


def has_seat(person: Person, session: OnlineSession) -> bool:
    mine = session.sign_up_of(person)
    return mine is not None and mine.state is SignUpState.SIGNED_UP


def can_join_call(person: Person, session: OnlineSession) -> bool:
    """The link is for those who hold a seat, and the lead."""
    return session.is_open and (has_seat(person, session) or leads(person, session.team))
