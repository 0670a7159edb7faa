"""What home reads of the features: what waits for somebody on their desk, and what the front page shows to everyone.

Each is one statement, whatever the size of the city; the desk may take eight in all.
"""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts import policy as offices
from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.accounts.queries import people_now_at
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import utcnow
from teachnet.library.models import MicroSkill, ResourceMove, ResourceVersion, VersionState
from teachnet.library.queries import WITH_WHOM, published_versions_visible_to, review_queue_for
from teachnet.teams.models import Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from teachnet.teams.queries import sessions_visible_to

AHEAD = timedelta(days=14)


def people_without_sign_in(person: Person) -> sa.Select:
    """How many at the schools somebody administers have never signed in."""
    schools = offices.scopes(person, Role.SCHOOL_ADMIN)
    waiting = people_now_at(*schools).where(Person.password_hash.is_(None), Person.disabled_at.is_(None))
    return sa.select(sa.func.count()).select_from(waiting.subquery())


def refusals_this_week() -> sa.Select:
    since = utcnow() - timedelta(days=7)
    return sa.select(sa.func.count()).where(AuditEntry.at > since, AuditEntry.outcome == Outcome.REFUSED)


def returned_to(person: Person) -> sa.Select:
    """(version, the note it came back with) of what its author has to change."""
    of_it = ResourceMove.version_id == ResourceVersion.id
    last = sa.select(sa.func.max(ResourceMove.id)).where(of_it).correlate(ResourceVersion).scalar_subquery()
    return (
        sa.select(ResourceVersion, ResourceMove.note)
        .join(ResourceMove, ResourceMove.id == last)
        .where(ResourceVersion.author_id == person.id, ResourceVersion.state == VersionState.RETURNED)
        .order_by(ResourceVersion.id)
    )


def review_load(person: Person) -> sa.Select:
    """(how many wait for this reviewer, since when the oldest does)"""
    queue = review_queue_for(person).order_by(None).subquery()
    return sa.select(sa.func.count(), sa.func.min(queue.c.submitted_at))


def sessions_ahead(person: Person) -> sa.Select:
    """(session, my sign-up or none, seats taken): what I host, have signed up for, or was invited to by my team."""
    mine = sa.and_(SignUp.session_id == OnlineSession.id, SignUp.person_id == person.id)
    of_my_team = Team.memberships.any(
        (Membership.person_id == person.id) & (Membership.state == MembershipState.MEMBER)
    )
    taken = (
        sa.select(sa.func.count())
        .where(SignUp.session_id == OnlineSession.id, SignUp.state == SignUpState.SIGNED_UP)
        .correlate(OnlineSession)
        .scalar_subquery()
    )
    return (
        sessions_visible_to(person)
        .outerjoin(SignUp, mine)
        .where(
            OnlineSession.is_coming(),
            OnlineSession.starts_at < utcnow() + AHEAD,
            sa.or_(
                OnlineSession.host_id == person.id,
                SignUp.state.in_([SignUpState.SIGNED_UP, SignUpState.WAITING]),
                of_my_team & SignUp.id.is_(None),
            ),
        )
        .add_columns(SignUp.state, taken)
        .options(joinedload(OnlineSession.team), joinedload(OnlineSession.host))
        .order_by(OnlineSession.starts_at)
    )


def teams_that_wait(person: Person) -> sa.Select:
    """(team, people who asked to join, whether a session is planned) for each open team one leads."""
    asked = (
        sa.select(sa.func.count())
        .where(Membership.team_id == Team.id, Membership.state == MembershipState.APPLIED)
        .correlate(Team)
        .scalar_subquery()
    )
    planned = sa.exists().where(OnlineSession.team_id == Team.id, OnlineSession.is_coming()).correlate(Team)
    return (
        sa.select(Team, asked, planned)
        .where(Team.lead_id == person.id, Team.closed_on.is_(None))
        .order_by(Team.name, Team.id)
    )


def newest_resources(person: Person | None) -> sa.Select:
    return (
        published_versions_visible_to(person)
        .options(*WITH_WHOM, joinedload(ResourceVersion.skill))
        .order_by(ResourceVersion.published_at.desc(), ResourceVersion.id.desc())
    )


def level_one_skills() -> sa.Select:
    return sa.select(MicroSkill).where(MicroSkill.parent_id.is_(None)).order_by(MicroSkill.position)


def places_of_the_city() -> sa.Select:
    """(kind, how many are open) of the tree."""
    return (
        sa.select(Organisation.kind, sa.func.count())
        .where(Organisation.closed_on.is_(None), Organisation.kind != OrganisationKind.CITY)
        .group_by(Organisation.kind)
    )
