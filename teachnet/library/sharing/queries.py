"""What may leave the house: what is public now, and that something no longer is."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.library.models import ResourceMove, ResourceVersion, VersionState, Visibility
from teachnet.library.queries import WITH_FACTS, WITH_WHOM, published_versions_visible_to

BLOCK = 10_000  # resource numbers in one sitemap, whose format ends at 50,000
NO_LONGER = (VersionState.REPLACED, VersionState.WITHDRAWN)

_left = aliased(ResourceVersion)


def public_versions() -> sa.Select:
    """What anybody may read who is not signed in, with all that is told of it."""
    return published_versions_visible_to(None).options(*WITH_FACTS, *WITH_WHOM)


def public_versions_of(resource_ids: Collection[int]) -> sa.Select:
    return public_versions().where(ResourceVersion.resource_id.in_(resource_ids))


def records(
    *,
    most: int,
    since: datetime | None = None,
    until: datetime | None = None,
    after: tuple[datetime, int] | None = None,
    resource_id: int | None = None,
    newest_first: bool = False,
) -> sa.Select:
    """Lines `(resource_id, changed_at, is_deleted)`: a resource that is public now, since when; one that was, until
    when. `since` and `until` are included; `after` is the last line of the page before, in the order of time.

    Nothing is kept for it: what was public is told by the versions and their moves, which are never deleted."""

    def part(found: sa.Select) -> sa.Select:
        line = found.subquery()
        asked = sa.select(line)
        if resource_id is not None:
            asked = asked.where(line.c.resource_id == resource_id)
        if since is not None:
            asked = asked.where(line.c.changed_at >= since)
        if until is not None:
            asked = asked.where(line.c.changed_at <= until)
        if after is not None:
            later = sa.or_(line.c.changed_at > after[0], line.c.resource_id > after[1])
            asked = asked.where(line.c.changed_at >= after[0], later)
        # Each part stops at its own end: the long one is read along its index.
        return asked.order_by(*order(line)).limit(most).subquery().select()

    def order(line) -> tuple:
        if newest_first:
            return line.c.changed_at.desc(), line.c.resource_id.desc()
        return line.c.changed_at, line.c.resource_id

    both = sa.union_all(part(_public()), part(_no_longer_public())).subquery()
    return sa.select(both).order_by(*order(both)).limit(most)


def sitemaps() -> sa.Select:
    """Lines `(block, changed_at)`: which blocks of resource numbers hold something public."""
    block = (ResourceVersion.resource_id // BLOCK).label("block")
    newest = sa.func.max(ResourceVersion.published_at).label("changed_at")
    return published_versions_visible_to(None).with_only_columns(block, newest).group_by("block").order_by("block")


def sitemap(block: int) -> sa.Select:
    """Lines `(resource_id, published_at)` of one block."""
    return (
        published_versions_visible_to(None)
        .where(ResourceVersion.resource_id.between(block * BLOCK, block * BLOCK + BLOCK - 1))
        .with_only_columns(ResourceVersion.resource_id, ResourceVersion.published_at)
        .order_by(ResourceVersion.resource_id)
    )


def _public() -> sa.Select:
    return published_versions_visible_to(None).with_only_columns(
        ResourceVersion.resource_id,
        ResourceVersion.published_at.label("changed_at"),
        sa.literal(False).label("is_deleted"),
    )


def _no_longer_public() -> sa.Select:
    """Withdrawn, or replaced by a version that fewer people may see."""
    back = published_versions_visible_to(None).where(ResourceVersion.resource_id == _left.resource_id).exists()
    return (
        sa.select(
            _left.resource_id,
            sa.func.max(ResourceMove.at).label("changed_at"),
            sa.literal(True).label("is_deleted"),
        )
        .join(ResourceMove, ResourceMove.version_id == _left.id)
        .where(_left.visibility == Visibility.PUBLIC, _left.state.in_(NO_LONGER), ResourceMove.became.in_(NO_LONGER))
        .where(~back)
        .group_by(_left.resource_id)
    )
