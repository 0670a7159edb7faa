"""Large rosters are let in by the worker, so that nobody's browser waits for them."""

from teachnet.accounts import policy
from teachnet.accounts.rosters import actions
from teachnet.accounts.rosters.models import RosterUpload, UploadProblem
from teachnet.audit.trail import Actor, acting_as
from teachnet.db import db, reading
from teachnet.errors import Refused
from teachnet.jobs.outbox import Payloads, handles


@handles(actions.TOPIC)
def let_in(payloads: Payloads) -> None:
    for payload in payloads:
        with acting_as(Actor(**payload["actor"])):
            _let_in(payload["upload_id"])


def _let_in(upload_id: int) -> None:
    with reading():  # reading a large file must not hold the write lock
        upload = db.session.get(RosterUpload, upload_id)
        if upload is None or not upload.is_under_way:
            return
        examined = actions.examine_content(upload.content, by=upload.owner)
        is_allowed = not upload.owner.is_disabled and policy.can_import_people(upload.owner)
        db.session.rollback()
    upload.start()
    if not is_allowed:
        upload.fail(UploadProblem.NOT_ALLOWED)
    elif not actions.is_as_shown(upload, examined):
        actions.show_again(upload, examined)
        upload.fail(UploadProblem.MOVED)
    else:
        _write(upload, examined)


def _write(upload: RosterUpload, examined: actions.Examined) -> None:
    db.session.commit()
    try:
        for _staged in actions.let_in(upload, examined):
            db.session.commit()
    except Refused:
        db.session.rollback()
        upload.fail(UploadProblem.MOVED)
    db.session.commit()  # the people are in; what is left to do may take its time
    actions.clear(upload)
