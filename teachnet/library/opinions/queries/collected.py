"""Collections: whose, and what of them this reader sees."""

from collections.abc import Collection as Ids

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Organisation, Person
from teachnet.accounts.policy import OFFICES, posts, scopes
from teachnet.library.models import ResourceVersion
from teachnet.library.opinions.models import Collection, CollectionItem, Sharing
from teachnet.library.opinions.queries.said import is_online_for
from teachnet.library.policy import BELONGS
from teachnet.library.queries import WITH_FACTS, WITH_WHOM, published_versions_visible_to


def collections_visible_to(person: Person) -> sa.Select:
    """One's own, those of colleagues who share them with the school, and those shared with the city."""
    return sa.select(Collection).where(is_shared_with(person)).options(joinedload(Collection.owner))


def is_shared_with(person: Person) -> sa.ColumnElement[bool]:
    mine = [post.organisation_id for post in posts(person, *BELONGS)]
    below = Organisation.ids_within(*scopes(person, *OFFICES))
    of_school = sa.or_(Collection.organisation_id.in_(mine), Collection.organisation_id.in_(below))
    return sa.or_(
        Collection.owner_id == person.id,
        Collection.sharing == Sharing.CITY,
        sa.and_(Collection.sharing == Sharing.SCHOOL, of_school),
    )


def collections_of(person: Person) -> sa.Select:
    return sa.select(Collection).where(Collection.owner_id == person.id).order_by(Collection.title, Collection.id)


def collections_of_others(person: Person) -> sa.Select:
    """Shared with this reader; those that hold nothing the reader may see say nothing to them."""
    holds_something = sa.exists().where(
        CollectionItem.collection_id == Collection.id, is_online_for(person, CollectionItem.resource_id)
    )
    return (
        collections_visible_to(person)
        .where(Collection.owner_id != person.id, holds_something)
        .options(joinedload(Collection.organisation))
        .order_by(Collection.made_at.desc(), Collection.id.desc())
    )


def sizes(person: Person, collection_ids: Ids[int]) -> sa.Select:
    """(collection, how many of its resources this reader sees), for a page of them."""
    return (
        sa.select(CollectionItem.collection_id, sa.func.count())
        .where(CollectionItem.collection_id.in_(collection_ids), is_online_for(person, CollectionItem.resource_id))
        .group_by(CollectionItem.collection_id)
    )


def holding(person: Person, resource_id: int) -> sa.Select:
    """(id, title, does it hold the resource) of one's own collections."""
    held = sa.exists().where(CollectionItem.collection_id == Collection.id, CollectionItem.resource_id == resource_id)
    return (
        sa.select(Collection.id, Collection.title, held.label("holds"))
        .where(Collection.owner_id == person.id)
        .order_by(Collection.title, Collection.id)
    )


def items_visible_to(person: Person, collection: Collection) -> sa.Select:
    """The published versions in this collection that the reader may see, in its order."""
    return (
        published_versions_visible_to(person)
        .join(CollectionItem, CollectionItem.resource_id == ResourceVersion.resource_id)
        .where(CollectionItem.collection_id == collection.id)
        .options(*WITH_FACTS, *WITH_WHOM)
        .order_by(CollectionItem.position, CollectionItem.id)
    )
