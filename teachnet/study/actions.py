"""Writes that span several things: units in their order, files, groups with their learners."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.files.receive import Received, stored_file
from teachnet.study import queries
from teachnet.study.activities import activities
from teachnet.study.models import Briefing, Course, CourseEnrolment, Nudge, StudyGroup, Unit, UnitKind
from teachnet.study.models.guiding import this_week


def write_course(course: Course, fields: dict) -> None:
    for name, value in fields.items():
        setattr(course, name, value)


def add_unit(course: Course, kind: UnitKind, *, title: str) -> Unit:
    unit = Unit.last_of(course, kind, title)
    db.session.add(unit)
    return unit


def write_unit(unit: Unit, *, title: str, body: str, address: str, minutes, received: Received | None) -> None:
    unit.title, unit.address = title, address
    unit.write(body)
    if minutes is not None and not (unit.kind is UnitKind.VIDEO and unit.file_id):
        unit.seconds = max(1, round(minutes * 60))
    if received is not None:
        unit.hold(stored_file(received), received.name)


def move_unit(unit: Unit, *, up: bool) -> None:
    """Change places with its neighbour; the database allows no two at one place, not even for a moment."""
    there = unit.position - 1 if up else unit.position + 1
    neighbour = next((other for other in unit.course.units if other.position == there), None)
    if neighbour is None:
        raise Refused(_("It stands there already."))
    here, unit.position = unit.position, -unit.position
    db.session.flush()
    neighbour.position = here
    db.session.flush()
    unit.position = there
    db.session.flush()


def remove_unit(unit: Unit) -> None:
    if activity := activities.of(unit):
        activity.clear(unit)
    later = [other for other in unit.course.units if other.position > unit.position]
    db.session.delete(unit)
    db.session.flush()
    for other in later:
        other.position -= 1
        db.session.flush()


def set_up_group(fields: dict) -> StudyGroup:
    group = StudyGroup(**fields)
    db.session.add(group)
    return group


def nudge(enrolments: Sequence[CourseEnrolment], text: str, *, by: Person) -> None:
    """All of them or none. The rows are locked: of two windows, the second finds them reminded."""
    ids = sorted(enrolment.id for enrolment in enrolments)
    db.session.execute(
        sa.select(CourseEnrolment.id).where(CourseEnrolment.id.in_(ids)).order_by(CourseEnrolment.id).with_for_update()
    )
    newest = sa.select(sa.func.max(Nudge.id)).where(Nudge.enrolment_id.in_(ids)).group_by(Nudge.enrolment_id)
    before = {one.enrolment_id: one for one in db.session.scalars(sa.select(Nudge).where(Nudge.id.in_(newest)))}
    db.session.add_all([Nudge.to(one, text, by=by, before=before.get(one.id)) for one in enrolments])


def write_briefing(group: StudyGroup, text: str, *, by: Person) -> Briefing:
    """Of this week: the one there is, or a new one."""
    found = db.session.scalars(
        sa.select(Briefing).where(Briefing.group_id == group.id, Briefing.week_on == this_week())
    )
    briefing = found.first() or Briefing(group=group, week_on=this_week())
    briefing.write(text, by=by)
    db.session.add(briefing)
    return briefing


def join(course: Course, learner: Person) -> CourseEnrolment:
    """Once: a second window of the same learner waits at their row, and is told."""
    db.session.execute(sa.select(Person.id).where(Person.id == learner.id).with_for_update(key_share=True))
    if db.session.scalars(queries.enrolment_in(course, learner)).first():
        raise Refused(_("You study this course already."))
    enrolment = CourseEnrolment.join(course, learner)
    db.session.add(enrolment)
    return enrolment
