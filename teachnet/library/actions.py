"""Sending in a file and the form around it: two steps, because looking at a file takes seconds."""

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.files.receive import Received, stored_file
from teachnet.library.models import ResourceVersion, Upload


def keep_upload(received: Received, *, by: Person) -> Upload:
    """Remember a good file until its form is good too."""
    upload = Upload(person_id=by.id, file=stored_file(received), name=received.name)
    db.session.add(upload)
    db.session.flush()
    return upload


def find_upload(upload_id: str | None, *, by: Person) -> Upload | None:
    """The file sent before with this form; somebody else's number finds nothing."""
    if not (upload_id or "").isdecimal() or len(upload_id or "") > 18:
        return None
    mine = sa.select(Upload).where(Upload.id == int(upload_id or 0), Upload.person_id == by.id)
    return db.session.scalars(mine).first()


def start_resource(upload: Upload, fields: dict, *, by: Person, at: Organisation) -> ResourceVersion:
    version = ResourceVersion.first(author=by, organisation=at, **fields)
    version.hold(upload.file, upload.name)
    db.session.add(version)
    db.session.flush()
    return version


def change_version(version: ResourceVersion, upload: Upload | None, fields: dict) -> None:
    version.edit(**fields)
    if upload is not None:
        version.hold(upload.file, upload.name)
