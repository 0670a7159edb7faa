"""When the text of a file has been read, what is published with it can be found by it, and compared with the others."""

import sqlalchemy as sa

from teachnet.db import db
from teachnet.files.preparing import DONE
from teachnet.jobs import outbox
from teachnet.jobs.outbox import Payloads, handles
from teachnet.library.models import ResourceFile, ResourceVersion, VersionState


@handles(DONE, batch=100)
def tell_search(payloads: Payloads) -> None:
    published = (
        sa.select(ResourceVersion.resource_id, ResourceVersion.id)
        .join(ResourceFile, ResourceFile.version_id == ResourceVersion.id)
        .where(
            ResourceVersion.state == VersionState.PUBLISHED,
            ResourceFile.file_id.in_({payload["id"] for payload in payloads}),
        )
        .distinct()
    )
    for resource_id, version_id in db.session.execute(published).all():
        outbox.send("search.changed", kind="resource", id=resource_id, seen_as_before=True)
        outbox.send("library.fingerprint", id=version_id)
