"""Setting up an assignment, handing in, marking."""

from collections.abc import Sequence
from secrets import SystemRandom

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.assignments import queries
from teachnet.assignments.models import Assignment, Mark, QuickComment, RubricRow, Submission
from teachnet.assignments.models.assignment import RULES
from teachnet.db import db, insert_if_new
from teachnet.errors import Refused
from teachnet.files.models import StoredFile
from teachnet.jobs import outbox
from teachnet.study.finishing import finish, require_open
from teachnet.study.models import CourseEnrolment, Unit

SAMPLED = 0.1  # of what tutors mark, the county is asked to look at so much, too
_chance = SystemRandom()


def set_up(unit: Unit, fields: dict, rubric: Sequence[dict]) -> Assignment:
    """Marks keep the rows they were made by."""
    assignment = db.session.scalars(queries.assignment_of(unit)).first() or Assignment(unit=unit)
    for name, value in fields.items():
        setattr(assignment, name, value)
    assignment.rubric.clear()
    db.session.add(assignment)
    db.session.flush()
    assignment.rubric.extend(RubricRow(position=position, **row) for position, row in enumerate(rubric))
    unit.is_set_up = True
    return assignment


def clear(unit: Unit) -> None:
    """Of a unit that goes; only drafts lose units, and nobody has handed in anything there."""
    for assignment in db.session.scalars(queries.assignment_of(unit)).unique():
        db.session.delete(assignment)
    db.session.flush()


def copy(unit: Unit, twin: Unit) -> None:
    """With the same rubric, by the same rules."""
    for assignment in db.session.scalars(queries.assignment_of(unit)).unique():
        rules = {name: getattr(assignment, name) for name in RULES}
        rows = [{name: getattr(row, name) for name in ("title", "about", "most")} for row in assignment.rubric]
        set_up(twin, rules, rows)


def hand_in(
    assignment: Assignment, enrolment: CourseEnrolment, *, text: str, file: StoredFile | None, file_name: str
) -> Submission:
    """Two windows at once: one waits, and is told."""
    require_open(assignment.unit, enrolment)
    db.session.execute(sa.select(CourseEnrolment.id).where(CourseEnrolment.id == enrolment.id).with_for_update())
    before = db.session.scalars(queries.versions_of(assignment, enrolment)).all()
    if why_not := refusal(assignment, before):
        raise Refused(why_not)
    submission = Submission(
        assignment=assignment, enrolment=enrolment, number=len(before) + 1, text=text, file=file, file_name=file_name
    )
    db.session.add(submission)
    db.session.flush()
    outbox.send("assignments.compare", submission=submission.id)
    if assignment.peers and submission.number == 1:
        outbox.send("assignments.allot", submission=submission.id)
    return submission


def refusal(assignment: Assignment, before: Sequence[Submission]) -> str:
    """Why nothing can be handed in now; nothing: empty."""
    if before and before[-1].is_waiting:
        return _("What you handed in is not marked yet.")
    if any(version.is_passed for version in before):
        return _("You have passed already.")
    if len(before) >= assignment.most_versions:
        return _("You have handed in as often as is allowed.")
    return ""


def mark(submission: Submission, points: Sequence[int], comment: str, *, by: Person, again: bool = False) -> Mark:
    """Who passes has done the unit. One in ten is drawn for a second look."""
    rubric = submission.assignment.rubric
    rows = [[row.title, given, row.most] for row, given in zip(rubric, points, strict=True)]
    drawn = not again and submission.enrolment.group is not None and _chance.random() < SAMPLED
    mark = Mark(by_id=by.id, rows=rows, total=sum(points), comment=comment, is_sampled=drawn)
    submission.mark(mark, again=again)
    db.session.flush()
    if submission.is_passed:
        finish(submission.assignment.unit, submission.enrolment)
    return mark


def keep_comment(text: str, *, by: Person) -> None:
    db.session.execute(insert_if_new(QuickComment, by=["person_id", "text"], person_id=by.id, text=text[:200]))
