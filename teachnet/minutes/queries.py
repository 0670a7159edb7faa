"""What is seen of minutes and action items. What belongs to a session is seen by those who see the session."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.minutes.models import (
    ActionItem,
    ActionMove,
    ActionState,
    CarriedItem,
    EntryKind,
    MinutesApproval,
    MinutesEntry,
    MinutesVersion,
)
from teachnet.teams.models import OnlineSession, SignUp, SignUpState, Team
from teachnet.teams.queries import is_overseen_by, is_own, people_around, sessions_visible_to, with_mine

WITH_PEOPLE = (
    joinedload(ActionItem.owner),
    joinedload(ActionItem.team),
    joinedload(ActionItem.session),
    selectinload(ActionItem.history).joinedload(ActionMove.by),
    selectinload(ActionItem.carried),
)


def sessions_to_read(person: Person) -> sa.Select:
    """With what `policy.can_read` asks for."""
    return sessions_visible_to(person).options(joinedload(OnlineSession.host), *with_mine(person))


def signed_up_for(session: OnlineSession) -> sa.Select:
    """Their names, in the order in which they asked."""
    seated = sa.select(Person.name).join(SignUp, SignUp.person_id == Person.id)
    return seated.where(SignUp.session_id == session.id, SignUp.state == SignUpState.SIGNED_UP).order_by(SignUp.place)


def entries_of(session: OnlineSession) -> sa.Select:
    written = sa.select(MinutesEntry).where(MinutesEntry.session_id == session.id, MinutesEntry.is_removed.is_(False))
    return written.options(joinedload(MinutesEntry.last_by)).order_by(MinutesEntry.position, MinutesEntry.id)


def entries_visible_to(person: Person) -> sa.Select:
    seen = sessions_visible_to(person).with_only_columns(OnlineSession.id)
    return sa.select(MinutesEntry).where(MinutesEntry.session_id.in_(seen), MinutesEntry.is_removed.is_(False))


def versions_of(session: OnlineSession) -> sa.Select:
    """Newest first."""
    of_session = MinutesVersion.entry.has(MinutesEntry.session_id == session.id)
    with_all = (joinedload(MinutesVersion.by), joinedload(MinutesVersion.entry))
    return sa.select(MinutesVersion).where(of_session).options(*with_all).order_by(MinutesVersion.id.desc())


def before(versions: Sequence[MinutesVersion]) -> dict[int, str]:
    """What the paragraph of each of these read before, by the id of the version; nothing for the first."""
    earlier = aliased(MinutesVersion)
    at_once = sa.select(MinutesVersion.id, earlier.text).join(
        earlier, (earlier.entry_id == MinutesVersion.entry_id) & (earlier.version == MinutesVersion.version - 1)
    )
    rows = db.session.execute(at_once.where(MinutesVersion.id.in_([one.id for one in versions])))
    return {row.id: row.text for row in rows}


def last_version_of(session: OnlineSession) -> int:
    """The change up to which somebody has read; 0 where nothing is written."""
    entry = sa.select(MinutesEntry.id).where(MinutesEntry.session_id == session.id)
    return db.session.scalar(sa.select(sa.func.max(MinutesVersion.id)).where(MinutesVersion.entry_id.in_(entry))) or 0


def approvals_of(session: OnlineSession) -> sa.Select:
    """Newest first."""
    people = (joinedload(MinutesApproval.by), joinedload(MinutesApproval.reopened_by))
    all_of_it = sa.select(MinutesApproval).where(MinutesApproval.session_id == session.id)
    return all_of_it.options(*people).order_by(MinutesApproval.id.desc())


def number_of(session: OnlineSession) -> int:
    """The how-manieth sitting of its team this is."""
    before_it = (OnlineSession.starts_at < session.starts_at) & OnlineSession.cancelled_at.is_(None)
    count = sa.select(sa.func.count()).where(OnlineSession.team_id == session.team_id, before_it)
    return (db.session.scalar(count) or 0) + 1


def items_of(session: OnlineSession) -> sa.Select:
    """Agreed in this session."""
    agreed = sa.select(ActionItem).where(ActionItem.session_id == session.id)
    return agreed.options(*WITH_PEOPLE).order_by(ActionItem.due_on, ActionItem.id)


def items_carried_into(session: OnlineSession) -> sa.Select:
    """From earlier sittings: what is still to do, what was settled since this one began, and what was noted as still to
    do when the minutes of this one were approved."""
    since = (
        sa.exists().where(ActionMove.item_id == ActionItem.id, ActionMove.at >= session.starts_at).correlate(ActionItem)
    )
    noted = sa.exists().where(CarriedItem.item_id == ActionItem.id, CarriedItem.session_id == session.id)
    earlier = ActionItem.session.has(OnlineSession.starts_at < session.starts_at)
    is_open = ActionItem.state == ActionState.OPEN
    items = sa.select(ActionItem).where(ActionItem.team_id == session.team_id, earlier, is_open | since | noted)
    return items.options(*WITH_PEOPLE).order_by(ActionItem.due_on, ActionItem.id)


def still_to_do_before(session: OnlineSession) -> sa.Select:
    """Ids of what this sitting takes over from those before."""
    earlier = ActionItem.session.has(OnlineSession.starts_at < session.starts_at)
    is_open = ActionItem.state == ActionState.OPEN
    return sa.select(ActionItem.id).where(ActionItem.team_id == session.team_id, earlier, is_open)


def items_visible_to(person: Person) -> sa.Select:
    """One's own, those of one's teams and of teams one oversees."""
    seen = ActionItem.team.has(is_own(person.id) | is_overseen_by(person))
    return sa.select(ActionItem).where((ActionItem.owner_id == person.id) | seen).options(*WITH_PEOPLE)


def items_of_team(team: Team, person: Person) -> sa.Select:
    return _to_do_first(items_visible_to(person).where(ActionItem.team_id == team.id))


def my_items(person: Person) -> sa.Select:
    return _to_do_first(items_visible_to(person).where(ActionItem.owner_id == person.id))


def _to_do_first(items: sa.Select) -> sa.Select:
    return items.order_by(ActionItem.state != ActionState.OPEN, ActionItem.due_on, ActionItem.id)


def decisions_of(team: Team, person: Person) -> sa.Select:
    """Of approved minutes, newest sitting first."""
    standing = sa.exists().where(
        MinutesApproval.session_id == MinutesEntry.session_id, MinutesApproval.reopened_at.is_(None)
    )
    visible = entries_visible_to(person).where(MinutesEntry.kind == EntryKind.DECISION, standing)
    of_team = visible.join(MinutesEntry.session).where(OnlineSession.team_id == team.id)
    newest = (OnlineSession.starts_at.desc(), MinutesEntry.position)
    return of_team.options(joinedload(MinutesEntry.session)).order_by(*newest)


def owners_for(session: OnlineSession) -> sa.Select:
    """Who may take something upon themselves."""
    return people_around(session).where(Person.disabled_at.is_(None)).order_by(Person.name, Person.id)


def noted_in(session: OnlineSession) -> sa.Select:
    """Ids of items that were noted as carried when its minutes were approved before."""
    return sa.select(CarriedItem.item_id).where(CarriedItem.session_id == session.id)
