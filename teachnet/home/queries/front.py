"""What the front page shows to everyone, and the newest of the library for whoever is at their desk."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Organisation, OrganisationKind, Person
from teachnet.library.models import MicroSkill, ResourceVersion, Visibility
from teachnet.library.queries import published_versions_visible_to
from teachnet.training.models import Cohort

HANDFUL = 24
_county = aliased(Organisation)


def open_cohorts() -> sa.Select:
    """What anybody may read of: announced and open for applications today."""
    return sa.select(Cohort).where(Cohort.open_now()).order_by(Cohort.closes_on, Cohort.id)


def newest_public() -> sa.Select:
    """Ids of the newest versions that anybody may see."""
    return _newest(ResourceVersion.visibility == Visibility.PUBLIC)


def newest_like(teacher: Person) -> sa.Select:
    """Ids of the newest versions of a teacher's subject and stage by others, whether they may see them or not."""
    return _newest(
        ResourceVersion.subject == teacher.subject,
        ResourceVersion.stage == teacher.stage,
        ResourceVersion.author_id != teacher.id,
    )


def _newest(*wanted: sa.ColumnElement[bool]) -> sa.Select:
    """A handful, along the index of days. Asked for apart: in one statement the database sorts the whole library."""
    at = ResourceVersion.published_at
    return sa.select(ResourceVersion.id).where(at.is_not(None), *wanted).order_by(at.desc()).limit(HANDFUL)


def tiles(person: Person | None, version_ids: Collection[int]) -> sa.Select:
    """(resource id, title, kind, micro-skill, author, place) of those of these versions that are published and that
    this reader may see, newest first."""
    place = [sa.func.nullif(column, "") for column in (_county.short_name, _county.name, Organisation.short_name)]
    return (
        published_versions_visible_to(person)
        .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
        .join(Person, Person.id == ResourceVersion.author_id)
        .outerjoin(_county, _county.id == Organisation.county_id)
        .where(ResourceVersion.id.in_(version_ids))
        .with_only_columns(
            ResourceVersion.resource_id,
            ResourceVersion.title,
            ResourceVersion.kind,
            MicroSkill,
            Person.name.label("author"),
            sa.func.coalesce(*place, Organisation.name).label("place"),
        )
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
