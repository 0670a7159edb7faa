"""What spans a resource, a person and the database's own word that it happens once."""

from typing import TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.library.models import Resource
from teachnet.library.opinions.models import Adoption, Collection, Comment, CommentState, Rating, Sharing
from teachnet.library.opinions.queries import said
from teachnet.uploads.models import Upload

Thing = TypeVar("Thing", Collection, Adoption)


def rate(resource: Resource, stars: int, *, by: Person) -> Rating:
    """One each: a second tab that was quicker made the row, and this one changes it."""
    rating = db.session.scalars(said.rating_by(by, resource)).first()
    if rating is None:
        try:
            with db.session.begin_nested():
                rating = Rating.of(resource, stars, by=by)
                db.session.add(rating)
        except IntegrityError:
            rating = db.session.scalars(said.rating_by(by, resource)).one()
    rating.change(stars)
    return rating


def comment(resource: Resource, text: str, *, by: Person) -> Comment:
    made = Comment(resource_id=resource.id, writer_id=by.id, text=text, state=CommentState.SHOWN)
    db.session.add(made)
    return made


def start_collection(*, title: str, sharing: Sharing, by: Person, at: Organisation) -> Collection:
    made = Collection(owner=by, organisation=at, title=title, sharing=sharing)
    return _once(made, _("You have a collection of this name already."))


def has_collection(person: Person, title: str, *, but: Collection | None = None) -> bool:
    same = sa.select(Collection.id).where(Collection.owner_id == person.id, Collection.title == title)
    return db.session.scalar(same.where(Collection.id != (but.id if but else 0))) is not None


def adopt(resource: Resource, upload: Upload | None, fields: dict, *, by: Person, at: Organisation) -> Adoption:
    adoption = Adoption.of(resource, by=by, at=at, **fields)
    if upload is not None:
        adoption.hold(upload.file, upload.name)
    return _once(adoption, _("You have told of this lesson already."))


def has_told(person: Person, resource_id: int, fields: dict, *, but: Adoption | None = None) -> bool:
    """Of this class on this day."""
    same = sa.select(Adoption.id).where(
        Adoption.stands(),
        Adoption.resource_id == resource_id,
        Adoption.teacher_id == person.id,
        Adoption.class_name == fields["class_name"],
        Adoption.taught_on == fields["taught_on"],
        Adoption.id != (but.id if but else 0),
    )
    return db.session.scalar(same) is not None


def _once(thing: Thing, otherwise: str) -> Thing:
    try:
        with db.session.begin_nested():
            db.session.add(thing)
    except IntegrityError:  # the same form in a second tab was quicker
        raise Refused(otherwise) from None
    return thing
