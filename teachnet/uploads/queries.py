"""What is seen of uploads: one's own."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Person
from teachnet.uploads.models import ResumableUpload, Upload, UploadState


def resumable_uploads_of(person: Person) -> sa.Select:
    return sa.select(ResumableUpload).where(ResumableUpload.person_id == person.id)


def unfinished_uploads_of(person: Person) -> sa.Select:
    """What is on its way or was refused; what is ready waits among `uploads_of`."""
    return (
        resumable_uploads_of(person)
        .where(ResumableUpload.state != UploadState.READY)
        .order_by(ResumableUpload.id.desc())
    )


def uploads_of(person: Person) -> sa.Select:
    """Good files that wait for a form, in the order in which they came."""
    return sa.select(Upload).where(Upload.person_id == person.id).options(joinedload(Upload.file)).order_by(Upload.id)
