"""What stands on the page of a resource besides itself, in the same number of statements however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.library.models import Resource, ResourceVersion, VersionState
from teachnet.library.opinions import policy
from teachnet.library.opinions.forms import CollectForm, CommentForm, RatingForm
from teachnet.library.opinions.models import Adoption, Comment
from teachnet.library.opinions.queries import collected, related, said
from teachnet.web.paging import Page, paginate

FEW = 3


@dataclass(frozen=True)
class Opinions:
    stars: sa.Row  # count, mean, mine
    comments: Page
    reach: sa.Row  # lessons, schools, counties
    adoptions: Sequence[Adoption]
    related: list[sa.Row]
    collect_form: CollectForm | None
    rating_form: RatingForm
    comment_form: CommentForm


def opinions_on(version: ResourceVersion, reader: Person | None) -> Opinions | None:
    """Nothing is said of what is not online."""
    if version.state is not VersionState.PUBLISHED:
        return None
    resource_id = version.resource_id
    stars = stars_of(resource_id, reader)
    held = (
        db.session.execute(collected.holding(reader, resource_id)).all()
        if reader and policy.can_collect(reader)
        else None
    )
    return Opinions(
        stars=stars,
        comments=paginate(_comments(resource_id, reader), page=1, per_page=FEW),
        reach=db.session.execute(said.reach_of(resource_id)).one(),
        adoptions=db.session.scalars(_adoptions(resource_id, reader).limit(FEW)).all(),
        related=related_to(version, reader),
        collect_form=None if held is None else CollectForm(held, formdata=None),
        rating_form=rating_form(stars),
        comment_form=CommentForm(formdata=None),
    )


def stars_of(resource_id: int, reader: Person | None) -> sa.Row:
    return db.session.execute(said.stars_of(resource_id, reader)).one()


def rating_form(stars: sa.Row) -> RatingForm:
    return RatingForm(formdata=None, data={"stars": str(stars.mine or "")})


def related_to(version: ResourceVersion, reader: Person | None) -> list[sa.Row]:
    together = {}
    if reader is not None:
        together = dict(db.session.execute(related.put_beside(reader, version.resource_id)).all())
    lines = [*db.session.execute(related.of_the_same_field(reader, version))]
    lines += db.session.execute(related.these(reader, list(together)))
    return related.ranked(version, lines, together)


def _comments(resource_id: int, reader: Person | None) -> sa.Select[tuple[Comment]]:
    return said.comments_visible_to(reader).where(Comment.resource_id == resource_id)


def _adoptions(resource_id: int, reader: Person | None) -> sa.Select[tuple[Adoption]]:
    return said.adoptions_visible_to(reader).where(Adoption.resource_id == resource_id)


def load_published(resource_id: int, reader: Person | None) -> Resource:
    return db.one_or_404(said.published_resources_visible_to(reader).where(Resource.id == resource_id))
