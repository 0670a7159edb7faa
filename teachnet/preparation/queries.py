"""What is seen of lessons a team prepares together. Each read starts from `…_visible_to(person)`."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.db import db
from teachnet.preparation.models import JointPreparation, LessonPlan, PassageNote, Phase, PlanSection, PlanVersion
from teachnet.teams.models import Membership, MembershipState, Team
from teachnet.teams.queries import is_own

WITH_TEAM = joinedload(JointPreparation.team).selectinload(Team.memberships)
WITH_PLANS = (
    WITH_TEAM,
    joinedload(JointPreparation.drafter),
    selectinload(JointPreparation.plans).options(joinedload(LessonPlan.owner), selectinload(LessonPlan.sections)),
)
OF_PREPARATION = (WITH_TEAM, selectinload(JointPreparation.plans))
PLAN_OF = joinedload(PlanSection.plan).options(
    joinedload(LessonPlan.owner), joinedload(LessonPlan.preparation).options(*OF_PREPARATION)
)


def preparations_visible_to(person: Person) -> sa.Select:
    """Those of one's teams; a first draft only if one drafts it, or leads the team (`policy.can_see`)."""
    laid_open = JointPreparation.phase != Phase.DRAFTING
    mine = (JointPreparation.drafter_id == person.id) | (Team.lead_id == person.id) | laid_open
    return sa.select(JointPreparation).join(JointPreparation.team).where(is_own(person.id), mine)


def preparations_of(team: Team, person: Person) -> sa.Select:
    """Those that go on first, the newest of them first."""
    seen = preparations_visible_to(person).where(JointPreparation.team_id == team.id)
    going_on = JointPreparation.phase == Phase.CLOSED
    return seen.options(*WITH_PLANS).order_by(going_on, JointPreparation.id.desc())


def plans_visible_to(person: Person) -> sa.Select:
    """The shared ones one sees; of those of their own, one's own and what others have handed in."""
    seen = preparations_visible_to(person).with_only_columns(JointPreparation.id)
    shown = LessonPlan.owner_id.is_(None) | (LessonPlan.owner_id == person.id) | LessonPlan.handed_in_at.is_not(None)
    return sa.select(LessonPlan).where(LessonPlan.preparation_id.in_(seen), shown)


def plan_in_full(person: Person) -> sa.Select:
    return plans_visible_to(person).options(
        joinedload(LessonPlan.owner),
        joinedload(LessonPlan.preparation).options(*OF_PREPARATION),
        selectinload(LessonPlan.sections).options(joinedload(PlanSection.last_by), joinedload(PlanSection.copied_from)),
    )


def sections_visible_to(person: Person) -> sa.Select:
    """Also those that were taken out: their history can be read."""
    seen = plans_visible_to(person).with_only_columns(LessonPlan.id)
    return sa.select(PlanSection).where(PlanSection.plan_id.in_(seen)).options(PLAN_OF, joinedload(PlanSection.last_by))


def history_of(section: PlanSection) -> sa.Select:
    """The newest first."""
    versions = sa.select(PlanVersion).where(PlanVersion.section_id == section.id).options(joinedload(PlanVersion.by))
    return versions.order_by(PlanVersion.id.desc())


def texts_of(section: PlanSection, versions: Collection[int]) -> dict[int, str]:
    """By the number of the version."""
    asked = sa.select(PlanVersion.version, PlanVersion.text).where(PlanVersion.section_id == section.id)
    return {row[0]: row[1] for row in db.session.execute(asked.where(PlanVersion.version.in_(versions)))}


def notes_visible_to(person: Person) -> sa.Select:
    seen = sections_visible_to(person).with_only_columns(PlanSection.id)
    people = (joinedload(PassageNote.by), joinedload(PassageNote.decided_by))
    with_plan = joinedload(PassageNote.section).options(PLAN_OF)
    return sa.select(PassageNote).where(PassageNote.section_id.in_(seen)).options(*people, with_plan)


def notes_on(section: PlanSection, person: Person) -> sa.Select:
    """What is open first."""
    on_it = notes_visible_to(person).where(PassageNote.section_id == section.id)
    return on_it.order_by(PassageNote.decided_at.is_not(None), PassageNote.id)


def open_notes_in(preparation: JointPreparation) -> dict[int, int]:
    """How many, by the id of their section."""
    count = sa.select(PassageNote.section_id, sa.func.count()).join(PassageNote.section).join(PlanSection.plan)
    of_it = (LessonPlan.preparation_id == preparation.id) & PassageNote.decided_at.is_(None)
    rows = db.session.execute(count.where(of_it).group_by(PassageNote.section_id))
    return {row[0]: row[1] for row in rows}


def notes_by_person(preparation: JointPreparation) -> sa.Select:
    """(person's id, notes, of these taken over)."""
    taken = sa.func.count(sa.case((PassageNote.replacement.is_not(None) & (PassageNote.state == "accepted"), 1)))
    count = sa.select(PassageNote.by_id, sa.func.count(), taken).join(PassageNote.section).join(PlanSection.plan)
    return count.where(LessonPlan.preparation_id == preparation.id).group_by(PassageNote.by_id)


def named(people: Collection[int]) -> dict[int, str]:
    found = sa.select(Person.id, Person.name).where(Person.id.in_(people))
    return {row[0]: row[1] for row in db.session.execute(found)}


def schools_of(team: Team) -> sa.Select:
    """(school, a member's id) of the team's members, each once for a school they teach at now; by school."""
    teaches = (Appointment.person_id == Membership.person_id) & (Appointment.role == Role.TEACHER) & Appointment.holds()
    return (
        sa.select(Organisation, Membership.person_id)
        .join(Appointment, Appointment.organisation_id == Organisation.id)
        .join(Membership, teaches)
        .where(Membership.team_id == team.id, Membership.state == MembershipState.MEMBER)
        .distinct()
        .order_by(Organisation.name, Organisation.id)
    )
