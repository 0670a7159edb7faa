"""Why versions came back to their authors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.library import queries
from teachnet.library.editors.area import in_area
from teachnet.library.models import ResourceMove, ResourceVersion, ReturnReason, VersionState

MOST_SHOWN = 10

_online = aliased(ResourceVersion)


@dataclass
class Returns:
    """Of one period. `by_reason`: how often each was given, most often first; one return may give several."""

    returned: int = 0
    published: int = 0
    by_reason: dict[ReturnReason, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        return self.returned + self.published

    @property
    def most(self) -> int:
        return max(self.by_reason.values(), default=0)


def returns(person: Person, since: datetime) -> Returns:
    """Counted here: a list of reasons is one value to a database, and PostgreSQL does not group by such."""
    rows = db.session.execute(
        sa.select(ResourceMove.became, ResourceMove.reasons)
        .join(ResourceVersion, ResourceVersion.id == ResourceMove.version_id)
        .where(ResourceMove.became == VersionState.RETURNED, ResourceMove.at > since, in_area(person))
    ).all()
    reasons = Counter(ReturnReason(reason) for _became, given in rows for reason in given)
    published = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(ResourceMove)
        .join(ResourceVersion, ResourceVersion.id == ResourceMove.version_id)
        .where(ResourceMove.became == VersionState.PUBLISHED, ResourceMove.at > since, in_area(person))
    )
    return Returns(len(rows), published or 0, dict(reasons.most_common()))


def put_right(person: Person, since: datetime) -> Sequence[sa.Row]:
    """(resource id, its title now, reasons, the reviewer's words, when it came back) of what came back and is online
    today: examples of what a return is good for."""
    came_back = (
        queries.published_versions_visible_to(person)
        .join(_online, _online.resource_id == ResourceVersion.resource_id)
        .join(ResourceMove, ResourceMove.version_id == _online.id)
        .with_only_columns(
            ResourceVersion.resource_id, ResourceVersion.title, ResourceMove.reasons, ResourceMove.note, ResourceMove.at
        )
        .where(ResourceMove.became == VersionState.RETURNED, ResourceMove.at > since, in_area(person))
        .order_by(ResourceMove.at.desc())
    )
    return db.session.execute(came_back.limit(MOST_SHOWN)).all()
