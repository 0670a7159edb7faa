"""What else a reader of this resource may want: of the same field, the same micro-skill first, and what people put
beside it in collections the reader may open. One statement each, over columns; ranked in Python."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Person
from teachnet.library.models import MicroSkill, ResourceVersion
from teachnet.library.opinions.models import Collection, CollectionItem
from teachnet.library.opinions.queries.collected import is_shared_with
from teachnet.library.queries import published_versions_visible_to

CANDIDATES = 40  # the newest of a field that are looked at
MOST = 5
SAME_SKILL, SAME_FIELD, TOGETHER = 4, 2, 3

_this, _beside = aliased(CollectionItem), aliased(CollectionItem)
LINE = (
    ResourceVersion.resource_id,
    ResourceVersion.title,
    ResourceVersion.kind,
    ResourceVersion.subject,
    ResourceVersion.stage,
    ResourceVersion.skill_id,
    ResourceVersion.published_at,
)


def put_beside(person: Person, resource_id: int) -> sa.Select:
    """(resource, in how many collections it stands together with this one)"""
    return (
        sa.select(_beside.resource_id, sa.func.count().label("times"))
        .join(_this, _this.collection_id == _beside.collection_id)
        .join(Collection, Collection.id == _beside.collection_id)
        .where(_this.resource_id == resource_id, _beside.resource_id != resource_id, is_shared_with(person))
        .group_by(_beside.resource_id)
        .order_by(sa.desc("times"), _beside.resource_id)
        .limit(CANDIDATES)
    )


def of_the_same_field(person: Person | None, version: ResourceVersion) -> sa.Select:
    return (
        _lines(person)
        .where(
            ResourceVersion.stage == version.stage,
            ResourceVersion.subject == version.subject,
            ResourceVersion.resource_id != version.resource_id,
        )
        .order_by(ResourceVersion.published_at.desc())
        .limit(CANDIDATES)
    )


def these(person: Person | None, resource_ids) -> sa.Select:
    return _lines(person).where(ResourceVersion.resource_id.in_(resource_ids))


def _lines(person: Person | None) -> sa.Select:
    return (
        published_versions_visible_to(person)
        .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
        .with_only_columns(*LINE, MicroSkill.name.label("skill"), MicroSkill.code.label("skill_code"))
    )


def ranked(version: ResourceVersion, lines, together: Mapping[int, int]) -> list[sa.Row]:
    """The best few; of equals, the newest."""

    def worth(line) -> tuple:
        is_of_field = (line.stage, line.subject) == (version.stage, version.subject)
        score = SAME_SKILL * (line.skill_id == version.skill_id) + SAME_FIELD * is_of_field
        return score + TOGETHER * together.get(line.resource_id, 0), line.published_at

    distinct = {line.resource_id: line for line in lines}
    return sorted(distinct.values(), key=worth, reverse=True)[:MOST]
