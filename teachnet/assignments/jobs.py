"""What is handed in is compared with what others handed in, after the learner has got their answer."""

from teachnet.assignments import queries
from teachnet.assignments.likeness import likeness, sketch
from teachnet.assignments.models import Submission
from teachnet.db import db
from teachnet.jobs import outbox

WORTH_TELLING = 0.3


@outbox.handles("assignments.compare")
def compare(payloads: outbox.Payloads) -> None:
    for payload in payloads:
        submission = db.session.get_one(Submission, payload["submission"])
        written = submission.file.text if submission.file and not submission.text else submission.text
        submission.sketch = sketch(written)
        _compare(submission)


def _compare(submission: Submission) -> None:
    """The hint stands beside both: whoever was first is no less asked than whoever came later."""
    found = db.session.execute(queries.others_handed_in(submission))
    share, other_id = max(((likeness(submission.sketch, other), id_) for id_, other in found), default=(0.0, None))
    if other_id is None or share < WORTH_TELLING:
        return
    other = db.session.get_one(Submission, other_id)
    submission.alike_id, submission.alike_percent = other.id, round(share * 100)
    if (other.alike_percent or 0) < submission.alike_percent:
        other.alike_id, other.alike_percent = submission.id, submission.alike_percent
