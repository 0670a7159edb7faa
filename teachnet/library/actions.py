"""A resource from its form and the files that were sent before: looking at files takes seconds, so they come first."""

from collections.abc import Iterable

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.library.models import ResourceVersion
from teachnet.uploads.models import Upload


def start_resource(uploads: Iterable[Upload], fields: dict, *, by: Person, at: Organisation) -> ResourceVersion:
    version = ResourceVersion.first(author=by, organisation=at, **fields)
    db.session.add(version)
    add_files(version, uploads)
    return version


def change_version(version: ResourceVersion, uploads: Iterable[Upload], fields: dict) -> None:
    version.edit(**fields)
    add_files(version, uploads)


def add_files(version: ResourceVersion, uploads: Iterable[Upload]) -> None:
    """After those that are there. They no longer wait; the same content is not held twice."""
    for upload in uploads:
        if all(held.file is not upload.file for held in version.files):
            version.hold(upload.file, upload.name)
        db.session.delete(upload)
    db.session.flush()
