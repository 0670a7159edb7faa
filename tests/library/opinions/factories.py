"""What readers have said, saved and ready."""

from datetime import date

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.library.models import Resource, ResourceVersion
from teachnet.library.opinions import actions
from teachnet.library.opinions.models import Adoption, Collection, Comment, Rating, ReportReason, Sharing
from teachnet.library.policy import home_of
from teachnet.uploads.models import Upload


def a_rating(version: ResourceVersion, by: Person, stars: int = 4) -> Rating:
    return _kept(actions.rate(version.resource, stars, by=by))


def a_comment(version: ResourceVersion, by: Person, text: str = "Worked well in my class") -> Comment:
    return _kept(actions.comment(version.resource, text, by=by))


def a_report(comment: Comment, by: Person, note: str = "") -> Comment:
    comment.report(by=by, reason=ReportReason.INSULT, note=note)
    return _kept(comment)


def a_hidden_comment(version: ResourceVersion, writer: Person, by: Person, text: str = "Nonsense") -> Comment:
    comment = a_comment(version, writer, text)
    comment.hide(by=by, reason="Be kind to each other")
    return _kept(comment)


def a_collection(owner: Person, *resources: Resource, title: str = "For Monday", sharing=Sharing.PRIVATE) -> Collection:
    collection = actions.start_collection(title=title, sharing=sharing, by=owner, at=home_of(owner))
    for resource in resources:
        collection.add(resource)
    return _kept(collection)


def an_adoption(
    version: ResourceVersion,
    by: Person,
    class_name: str = "3.2",
    on: date | None = None,
    what: str = "They asked each other",
    upload: Upload | None = None,
) -> Adoption:
    fields = {"class_name": class_name, "taught_on": on or today(), "what_happened": what}
    return _kept(actions.adopt(version.resource, upload, fields, by=by, at=home_of(by)))


def _kept(thing):
    db.session.commit()
    return thing
