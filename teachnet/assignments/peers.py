"""Allotting works to be reviewed, after they were handed in; who gets which is worked out in allotment.py."""

import sqlalchemy as sa

from teachnet.assignments import queries
from teachnet.assignments.allotment import Duty, welcome
from teachnet.assignments.models import Assignment, PeerReview, Submission
from teachnet.db import db


def allot(submission: Submission) -> None:
    """For a first version, once, though a crash may hand it in again. One at a time for each assignment."""
    assignment = submission.assignment
    db.session.execute(sa.select(Assignment.id).where(Assignment.id == assignment.id).with_for_update())
    before = {work.enrolment_id: work for work in db.session.scalars(queries.works_before(submission))}
    works = before | {submission.enrolment_id: submission}
    reviews = db.session.scalars(queries.reviews_of(work.id for work in works.values())).all()
    if any(submission.enrolment_id in (one.reviewer_id, one.submission.enrolment_id) for one in reviews):
        return
    duties = {Duty(one.reviewer_id, one.submission.enrolment_id, one.is_begun): one for one in reviews}
    change = welcome(submission.enrolment_id, list(before), list(duties), assignment.peers)
    for duty in change.passed_on:
        duties[duty].submission = submission
    db.session.add_all(PeerReview(submission=works[duty.work], reviewer_id=duty.reviewer) for duty in change.new)
    db.session.flush()
