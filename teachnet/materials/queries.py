"""Materials of a session, as far as the reader may see the resources; and the sessions a resource belongs to."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.library.models import Resource, ResourceVersion, VersionState
from teachnet.library.queries import published_versions_visible_to, resources_visible_to
from teachnet.materials.models import SessionMaterial
from teachnet.teams.models import OnlineSession
from teachnet.teams.queries import sessions_visible_to, with_mine

MOST_OWN, MOST_SESSIONS = 30, 10


def sessions_seen_by(person: Person) -> sa.Select:
    return sessions_visible_to(person).options(*with_mine(person))


def shown_to(person: Person, session: OnlineSession) -> Sequence[sa.Row[tuple[SessionMaterial, ResourceVersion]]]:
    """(material, what is published of it), materials first, then recordings, then what came out."""
    found = (
        published_versions_visible_to(person)
        .join(SessionMaterial, SessionMaterial.resource_id == ResourceVersion.resource_id)
        .with_only_columns(SessionMaterial, ResourceVersion)
        .where(SessionMaterial.session_id == session.id)
        .options(joinedload(SessionMaterial.added_by), joinedload(ResourceVersion.resource).joinedload(Resource.author))
    )
    return db.session.execute(found.order_by(SessionMaterial.use, SessionMaterial.id)).all()


def on_their_way(person: Person, session: OnlineSession) -> sa.Select:
    """This person's own, laid out already, and not published yet."""
    published = sa.exists().where(
        ResourceVersion.resource_id == SessionMaterial.resource_id, ResourceVersion.state == VersionState.PUBLISHED
    )
    mine = Resource.author_id == person.id
    waiting = sa.select(SessionMaterial).join(SessionMaterial.resource)
    waiting = waiting.where(SessionMaterial.session_id == session.id, mine, ~published)
    return waiting.options(joinedload(SessionMaterial.resource).selectinload(Resource.versions))


def materials_visible_to(person: Person) -> sa.Select:
    seen = sessions_visible_to(person).with_only_columns(OnlineSession.id)
    return sa.select(SessionMaterial).where(SessionMaterial.session_id.in_(seen))


def own_resources(person: Person) -> sa.Select:
    """What somebody has made, the newest first."""
    mine = sa.select(Resource).where(Resource.author_id == person.id).options(selectinload(Resource.versions))
    return mine.order_by(Resource.id.desc()).limit(MOST_OWN)


def resource_to_lay_out(person: Person, number: int) -> sa.Select:
    return resources_visible_to(person).where(Resource.id == number)


def sessions_with(resource_id: int, person: Person) -> Sequence[sa.Row[tuple[OnlineSession, SessionMaterial]]]:
    """(session, as what), the newest first, as far as this person may see them."""
    found = sessions_visible_to(person).join(SessionMaterial, SessionMaterial.session_id == OnlineSession.id)
    found = found.with_only_columns(OnlineSession, SessionMaterial).where(SessionMaterial.resource_id == resource_id)
    newest = found.options(joinedload(OnlineSession.team)).order_by(OnlineSession.starts_at.desc())
    return db.session.execute(newest.limit(MOST_SESSIONS)).all()
