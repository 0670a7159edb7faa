"""The city's own skills, below the ten."""

import sqlalchemy as sa

from teachnet.db import db
from teachnet.jobs.models import OutboxRow
from teachnet.library import queries
from teachnet.library.models import MicroSkill, ResourceVersion, VersionState


def tree() -> list[tuple[MicroSkill, list[MicroSkill]]]:
    """Each of the ten with the city's own below it, retired ones last."""
    skills = db.session.scalars(queries.skills()).unique().all()
    below: dict[int, list[MicroSkill]] = {skill.id: [] for skill in skills if not skill.is_local}
    for skill in skills:
        if skill.parent_id is not None:
            below[skill.parent_id].append(skill)
    return [(skill, sorted(below[skill.id], key=lambda one: one.is_retired)) for skill in skills if skill.id in below]


def how_many() -> dict[int, int]:
    """Published resources of each skill, by its id."""
    counted = (
        sa.select(ResourceVersion.skill_id, sa.func.count())
        .where(ResourceVersion.state == VersionState.PUBLISHED)
        .group_by(ResourceVersion.skill_id)
    )
    return dict(db.session.execute(counted).all())


def names_below(parent_id: int | None, *, but: MicroSkill | None = None) -> set[str]:
    siblings = sa.select(MicroSkill.name).where(
        MicroSkill.parent_id == parent_id if parent_id else MicroSkill.parent_id.is_(None)
    )
    return set(db.session.scalars(siblings.where(MicroSkill.id != but.id) if but else siblings))


def add(parent: MicroSkill, name: str, other_names: list[str]) -> MicroSkill:
    db.session.refresh(parent, ["name"], with_for_update=True)  # two editors may add at once, and codes count up
    count = sa.select(sa.func.count()).where(MicroSkill.parent_id == parent.id)
    skill = parent.add_below(name, other_names, position=(db.session.scalar(count) or 0) + 1)
    db.session.add(skill)
    return skill


def rename(skill: MicroSkill, name: str, other_names: list[str]) -> None:
    """What is filed under it can be found by the new names as soon as the index has followed."""
    skill.rename(name, other_names)
    filed = sa.select(ResourceVersion.resource_id).where(
        ResourceVersion.skill_id.in_(sa.select(MicroSkill.id).where(_is_or_lies_below(skill))),
        ResourceVersion.state == VersionState.PUBLISHED,
    )
    rows = [
        {"topic": "search.changed", "payload": {"kind": "resource", "id": id_}} for id_ in db.session.scalars(filed)
    ]
    if rows:
        db.session.execute(sa.insert(OutboxRow), rows)


def _is_or_lies_below(skill: MicroSkill) -> sa.ColumnElement[bool]:
    return sa.or_(MicroSkill.id == skill.id, MicroSkill.parent_id == skill.id)
