import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.library.models import Resource
from teachnet.library.opinions.words import Sharing

LARGEST = 200


class Collection(Model):
    """Resources somebody put together, in their order, for themself or to share. Who looks at it sees of it only what
    they may see of the library."""

    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )  # whose school “my school” is
    title: Mapped[str] = mapped_column(sa.String(80))
    sharing: Mapped[Sharing] = mapped_column(default=Sharing.PRIVATE)
    made_at: Mapped[timestamp]

    owner: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()
    items: Mapped[list["CollectionItem"]] = relationship(
        back_populates="collection", order_by="CollectionItem.position, CollectionItem.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.UniqueConstraint("owner_id", "title", name="uq__collection__one_title_each"),
        sa.CheckConstraint("length(title) > 0", name="has_title"),
    )

    def rename(self, *, title: str, sharing: Sharing, at: Organisation) -> None:
        """`at`: the school it is shared with, as of now."""
        self.title, self.sharing, self.organisation = title, sharing, at

    def add(self, resource: Resource) -> None:
        """At the end."""
        self._lock()
        if self.item_of(resource.id):
            raise Refused(_("It is in this collection already."))
        if len(self.items) >= LARGEST:
            raise Refused(_("A collection holds at most %(most)s resources; begin another one.", most=LARGEST))
        last = max((item.position for item in self.items), default=0)
        self.items.append(CollectionItem(resource_id=resource.id, position=last + 1))

    def remove(self, item: "CollectionItem") -> None:
        db.session.delete(item)  # by name: the trail does not notice what only fell out of a list

    def move(self, item: "CollectionItem", *, before: "CollectionItem") -> None:
        """Put one before another; all are numbered anew, so that no two share a place."""
        self._lock()
        others = [one for one in self.items if one is not item]
        others.insert(others.index(before), item)
        for position, one in enumerate(others, start=1):
            one.position = position

    def item_of(self, resource_id: int) -> "CollectionItem | None":
        return next((item for item in self.items if item.resource_id == resource_id), None)

    def _lock(self) -> None:
        if sa.inspect(self).persistent:  # two tabs may add at once
            db.session.refresh(self, ["title", "items"], with_for_update=True)


class CollectionItem(Model):
    collection_id: Mapped[int] = mapped_column(sa.ForeignKey("collection.id"))
    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    position: Mapped[int]
    made_at: Mapped[timestamp]

    collection: Mapped[Collection] = relationship(back_populates="items")

    __table_args__ = (sa.UniqueConstraint("collection_id", "resource_id", name="uq__collection_item__once"),)
