from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, today
from teachnet.jobs import outbox
from teachnet.library.models import Resource
from teachnet.library.opinions.models.whose import whose_and_where

STARS = range(1, 6)


class Rating(Model):
    """How useful one person found one resource, from 1 to 5. One each, which may change; never one's own."""

    resource_id: Mapped[int]
    author_id: Mapped[int]
    organisation_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    stars: Mapped[int]
    rated_on: Mapped[date] = mapped_column(default=today)

    person: Mapped[Person] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("resource_id", "person_id"),
        whose_and_where("rating"),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="one_to_five"),
        sa.CheckConstraint("person_id <> author_id", name="nobody_rates_their_own"),
    )

    @classmethod
    def of(cls, resource: Resource, stars: int, *, by: Person) -> "Rating":
        whose = {"author_id": resource.author_id, "organisation_id": resource.organisation_id}
        return cls(resource_id=resource.id, person_id=by.id, stars=stars, **whose)

    def change(self, stars: int) -> None:
        self.stars, self.rated_on = stars, today()
        outbox.send("search.changed", kind="resource", id=self.resource_id, seen_as_before=True)
