"""What is seen of teams and their sessions. Each read starts from `…_visible_to(person)`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.db import utcnow
from teachnet.teams.models import Audience, Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team

REGION_KINDS = (OrganisationKind.CITY, OrganisationKind.COUNTY, OrganisationKind.ZONE)

WITH_MEMBERS = selectinload(Team.memberships).joinedload(Membership.person)
WITH_LEAD = (joinedload(Team.lead), joinedload(Team.region))
WITH_TEAM = (
    joinedload(OnlineSession.host),
    joinedload(OnlineSession.team).joinedload(Team.region),
    joinedload(OnlineSession.team).selectinload(Team.memberships),
    selectinload(OnlineSession.sign_ups).joinedload(SignUp.person),
)


def places_above(person: Person) -> list[str]:
    """Codes of the organisations this person works in or below: theirs, the county, the city."""
    lineages = (post.organisation.lineage for post in person.current_appointments)
    return sorted({code for lineage in lineages for code in lineage.split("/") if code})


# Whose team it is and whose region: `me` and `places` may be blanks of a statement that is made once.
def has_joined(me: int | sa.BindParameter) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Membership.team_id == Team.id, Membership.person_id == me, Membership.state == MembershipState.MEMBER
    )


def is_own(me: int | sa.BindParameter) -> sa.ColumnElement[bool]:
    return (Team.lead_id == me) | has_joined(me)


def is_of_region(places: list[str] | sa.BindParameter) -> sa.ColumnElement[bool]:
    return Team.region.has(Organisation.code.in_(places))


def teaches_its_subject(me: int | sa.BindParameter) -> sa.ColumnElement[bool]:
    """`policy.teaches`, for the database."""
    of_team = (Appointment.subject == Team.subject) & (Appointment.stage == Team.stage)
    mine = (Appointment.person_id == me) & (Appointment.role == Role.TEACHER) & Appointment.holds()
    return sa.exists().where(mine, of_team).correlate(Team)


def is_open_to_region(me: int | sa.BindParameter, places: list[str] | sa.BindParameter) -> sa.ColumnElement[bool]:
    for_all = OnlineSession.audience == Audience.REGION
    for_subject = (OnlineSession.audience == Audience.SUBJECT) & teaches_its_subject(me)
    return (for_all | for_subject) & is_of_region(places)


def _is_mine(person: Person) -> sa.ColumnElement[bool]:
    return is_own(person.id)


def is_overseen_by(person: Person) -> sa.ColumnElement[bool]:
    """By the offices above the region; an auditor reads along."""
    return Team.region_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS, Role.AUDITOR)))


def _is_of_my_region(person: Person) -> sa.ColumnElement[bool]:
    return is_of_region(places_above(person))


def regions_for(person: Person) -> sa.Select:
    """Where this person may found a team, `policy.can_found_in`: the city, counties and zones within their scope."""
    within = Organisation.ids_within(*scopes(person, *OVERSEERS, Role.RESEARCH_LEAD))
    regions = sa.select(Organisation).where(Organisation.id.in_(within), Organisation.kind.in_(REGION_KINDS))
    return regions.order_by(Organisation.lineage)


def teams_visible_to(person: Person) -> sa.Select:
    """Teams of the regions one works in, one's own, and those an office oversees."""
    return sa.select(Team).where(_is_mine(person) | _is_of_my_region(person) | is_overseen_by(person))


def teams_of(person: Person) -> sa.Select:
    return teams_visible_to(person).where(_is_mine(person), Team.closed_on.is_(None)).options(*WITH_LEAD)


def other_teams(person: Person) -> sa.Select:
    return (
        teams_visible_to(person)
        .where(~_is_mine(person), Team.closed_on.is_(None))
        .options(*WITH_LEAD)
        .order_by(Team.subject, Team.stage, Team.name)
    )


def memberships_visible_to(person: Person) -> sa.Select:
    led = Membership.team.has(is_overseen_by(person) | (Team.lead_id == person.id))
    return sa.select(Membership).where((Membership.person_id == person.id) | led).options(joinedload(Membership.team))


def sessions_visible_to(person: Person) -> sa.Select:
    """Sessions of one's own teams and those overseen; of the region's other teams only what is open to the region."""
    open_to_me = is_open_to_region(person.id, places_above(person))
    return (
        sa.select(OnlineSession).join(OnlineSession.team).where(_is_mine(person) | is_overseen_by(person) | open_to_me)
    )


def coming_sessions(person: Person) -> sa.Select:
    return (
        sessions_visible_to(person)
        .where(OnlineSession.is_coming())
        .options(*WITH_TEAM)
        .order_by(OnlineSession.starts_at)
    )


def sessions_of(team: Team, person: Person) -> sa.Select:
    return (
        sessions_visible_to(person)
        .where(OnlineSession.team_id == team.id)
        .options(*WITH_TEAM)
        .order_by(OnlineSession.starts_at.desc())
    )


def calendar_of(person: Person) -> sa.Select:
    """What stands in somebody's calendar, with cancelled ones so that calendars take them out again."""
    mine = OnlineSession.sign_ups.any(SignUp.person_id == person.id) | (OnlineSession.host_id == person.id)
    since = utcnow() - timedelta(days=90)
    return sessions_visible_to(person).where(mine, OnlineSession.ends_at > since).options(*WITH_TEAM)


def people_to_take_in(team: Team, name: str) -> sa.Select:
    """People of the team's region by their exact name: a lead knows whom they want, and browses nobody."""
    return people_now_at(team.region).where(
        Person.name == name, Person.disabled_at.is_(None), Person.id != team.lead_id
    )


def people_of(team: Team) -> sa.Select:
    """The lead and the members, by name."""
    members = sa.select(Membership.person_id).where(
        Membership.team_id == team.id, Membership.state == MembershipState.MEMBER
    )
    return sa.select(Person).where(Person.id.in_(members) | (Person.id == team.lead_id)).order_by(Person.name)


def people_around(session: OnlineSession) -> sa.Select:
    """The lead and the members of its team, and those who signed up."""
    members = sa.select(Membership.person_id).where(
        Membership.team_id == session.team_id, Membership.state == MembershipState.MEMBER
    )
    seated = sa.select(SignUp.person_id).where(SignUp.session_id == session.id, SignUp.state == SignUpState.SIGNED_UP)
    return sa.select(Person).where(Person.id.in_(members) | Person.id.in_(seated) | (Person.id == session.team.lead_id))


def with_mine(person: Person) -> tuple[ExecutableOption, ...]:
    """What the policies ask of a session about one person: of its sign-ups and memberships only theirs. Three hundred
    people come back at once after a restart; seats are not to be counted on what this loads."""
    return (
        joinedload(OnlineSession.team).joinedload(Team.region),
        joinedload(OnlineSession.team).selectinload(Team.memberships.and_(Membership.person_id == person.id)),
        selectinload(OnlineSession.sign_ups.and_(SignUp.person_id == person.id)),
    )


def sessions_at(team: Team, spans: Sequence[tuple[datetime, datetime]]) -> sa.Select:
    """(session, how many of the team have signed up for it) of those that overlap one of these and concern the team:
    its own, what its lead hosts, and where its members go."""
    meets = sa.or_(*((OnlineSession.starts_at < end) & (OnlineSession.ends_at > start) for start, end in spans))
    members = sa.select(Membership.person_id).where(
        Membership.team_id == team.id, Membership.state == MembershipState.MEMBER
    )
    goes = (SignUp.session_id == OnlineSession.id) & (SignUp.state == SignUpState.SIGNED_UP)
    people = sa.select(sa.func.count()).where(goes, SignUp.person_id.in_(members)).correlate(OnlineSession)
    count = people.scalar_subquery()
    concerns = (OnlineSession.team_id == team.id) | (OnlineSession.host_id == team.lead_id) | (count > 0)
    standing = OnlineSession.cancelled_at.is_(None)
    return sa.select(OnlineSession, count).where(meets, standing, concerns).order_by(OnlineSession.starts_at).limit(20)
