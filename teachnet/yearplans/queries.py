"""Plans of teams for a school year, and what has become of them."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Organisation, Person
from teachnet.db import beginning_of
from teachnet.library.models import ResourceVersion, VersionState
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.observations.models import ObservationSheet, ObservedLesson
from teachnet.preparation.models import JointPreparation, Phase, PhaseMove
from teachnet.stays.models import SessionConfirmation
from teachnet.teams.models import OnlineSession, Team
from teachnet.teams.queries import WITH_LEAD, is_overseen_by, is_own, teams_visible_to
from teachnet.terms import SchoolYear
from teachnet.yearplans.models import TargetKind, TeamPlan


def teams_with_plans_seen_by(person: Person) -> sa.Select:
    """`policy.can_read`, for the database: one's own teams, and those an office oversees or an auditor reads."""
    mine = is_own(person.id) | is_overseen_by(person)
    return teams_visible_to(person).where(mine).options(*WITH_LEAD)


def teams_listed(person: Person, year: SchoolYear) -> sa.Select:
    """(team, its plan or none, one column for each kind of target: how much was done). Teams that were there then."""
    there = (Team.founded_on <= year.last) & (Team.closed_on.is_(None) | (Team.closed_on >= year.first))
    with_plan = (TeamPlan.team_id == Team.id) & (TeamPlan.year == year.begins)
    seen = teams_with_plans_seen_by(person).outerjoin(TeamPlan, with_plan).join(Team.region).where(there)
    listed = seen.add_columns(TeamPlan, *_done(year)).options(selectinload(TeamPlan.targets))
    return listed.order_by(Organisation.lineage, Team.name, Team.id)


def plan_of(team: Team, year: SchoolYear) -> sa.Select:
    found = sa.select(TeamPlan).where(TeamPlan.team_id == team.id, TeamPlan.year == year.begins)
    return found.options(joinedload(TeamPlan.written_by), selectinload(TeamPlan.targets))


def done_by(team: Team, year: SchoolYear) -> sa.Select:
    """A column for each kind of target."""
    return sa.select(*_done(year)).select_from(Team).where(Team.id == team.id)


def _done(year: SchoolYear) -> list[sa.Label]:
    counts = {
        TargetKind.SESSIONS: sa.select(sa.func.count(SessionConfirmation.id))
        .join(OnlineSession, OnlineSession.id == SessionConfirmation.session_id)
        .where(
            OnlineSession.team_id == Team.id,
            SessionConfirmation.taken_back_at.is_(None),
            _within(OnlineSession.starts_at, year),
        ),
        TargetKind.PREPARATIONS: sa.select(sa.func.count(JointPreparation.id)).where(
            JointPreparation.team_id == Team.id,
            JointPreparation.phase.in_([Phase.AGREED, Phase.CLOSED]),
            _within(_agreed_at(), year),
        ),
        TargetKind.LESSONS: sa.select(sa.func.count(ObservedLesson.id)).where(
            ObservedLesson.team_id == Team.id,
            ObservedLesson.sheets.any(ObservationSheet.handed_in_at.is_not(None)),
            _within(ObservedLesson.starts_at, year),
        ),
        TargetKind.OUTCOMES: sa.select(sa.func.count(SessionMaterial.resource_id.distinct()))
        .join(OnlineSession, OnlineSession.id == SessionMaterial.session_id)
        .where(
            OnlineSession.team_id == Team.id,
            SessionMaterial.use == MaterialUse.OUTCOME,
            _is_published(),
            _within(OnlineSession.starts_at, year),
        ),
    }
    return [counts[kind].correlate(Team).scalar_subquery().label(kind.value) for kind in TargetKind]


def _agreed_at() -> sa.ScalarSelect:
    """The last time: an agreement may have been opened again."""
    agreed = sa.select(sa.func.max(PhaseMove.at)).where(
        PhaseMove.preparation_id == JointPreparation.id, PhaseMove.became == Phase.AGREED
    )
    return agreed.correlate(JointPreparation).scalar_subquery()


def _is_published() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        ResourceVersion.resource_id == SessionMaterial.resource_id, ResourceVersion.state == VersionState.PUBLISHED
    )


def _within(moment: sa.ColumnElement, year: SchoolYear) -> sa.ColumnElement[bool]:
    return (moment >= beginning_of(year.first)) & (moment < beginning_of(SchoolYear(year.begins + 1).first))
