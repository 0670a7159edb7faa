"""What is handed in is compared with what others handed in, and allotted to those who review it, after the learner has
got their answer."""

from teachnet.assignments import peers, queries
from teachnet.assignments.likeness import likeness, sketch
from teachnet.assignments.models import Submission
from teachnet.db import db, reading
from teachnet.jobs import outbox

WORTH_TELLING = 0.3


@outbox.handles("assignments.compare")
def compare(payloads: outbox.Payloads) -> None:
    for payload in payloads:
        with reading():
            own, share, other_id = _closest(payload["submission"])
            db.session.rollback()
        submission = db.session.get_one(Submission, payload["submission"])
        submission.sketch = own
        if share >= WORTH_TELLING:
            _tell(submission, db.session.get_one(Submission, other_id), round(share * 100))


@outbox.handles("assignments.allot")
def allot(payloads: outbox.Payloads) -> None:
    for payload in payloads:
        peers.allot(db.session.get_one(Submission, payload["submission"]))


def _closest(submission_id: int) -> tuple[list[int], float, int | None]:
    """Its sketch; how much it has in common with the one most like it; which that is."""
    submission = db.session.get_one(Submission, submission_id)
    own = sketch(submission.file.text if submission.file and not submission.text else submission.text)
    found = db.session.execute(queries.others_handed_in(submission))
    return own, *max(((likeness(own, other), id_) for id_, other in found), default=(0.0, None))


def _tell(submission: Submission, other: Submission, percent: int) -> None:
    """The hint stands beside both: whoever was first is no less asked than whoever came later."""
    submission.alike_id, submission.alike_percent = other.id, percent
    if (other.alike_percent or 0) < percent:
        other.alike_id, other.alike_percent = submission.id, percent
