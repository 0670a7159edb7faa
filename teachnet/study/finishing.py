"""A unit is done, and with the last one the course: by minutes, by an activity, always once. The caller commits."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.audit.trail import record
from teachnet.db import db, insert_if_new, utcnow
from teachnet.errors import Refused
from teachnet.jobs import outbox
from teachnet.study import queries
from teachnet.study.models import CourseEnrolment, Unit, UnitProgress

EMPTY = dict.fromkeys(("covered_ms", "credited_ms", "position_ms"), 0) | {"covered": [], "credited": []}


def require_open(unit: Unit, enrolment: CourseEnrolment) -> None:
    """Nothing begins in a closed course, nor before what comes first in one that is studied in order."""
    if not unit.course.is_open:
        raise Refused(_("This course is closed: you may look at it, but nothing is counted any more."))
    if first := db.session.scalars(queries.undone_before(unit, enrolment)).first():
        raise Refused(_("First finish “%(title)s”.", title=first.title))


def begin_progress(unit: Unit, enrolment: CourseEnrolment) -> None:
    """The row that progress in this unit is kept in."""
    whose = {"enrolment_id": enrolment.id, "unit_id": unit.id}
    db.session.execute(insert_if_new(UnitProgress, by=list(whose), **whose, **EMPTY))


def finish(unit: Unit, enrolment: CourseEnrolment) -> bool:
    """By an activity. False when it was done before: what is done stays done."""
    now = utcnow()
    begin_progress(unit, enrolment)
    progress = db.session.scalars(queries.progress_in(unit, enrolment).with_for_update()).one()
    if progress.done_at is not None:
        return False
    progress.done_at = now
    db.session.flush()
    keep_sums(enrolment, seen(now) | one_more_done(unit, enrolment, now))
    return True


def work_through(unit: Unit, enrolment: CourseEnrolment) -> None:
    """By the word of a package. The unit is done now if its minutes are counted already, else with the last of them."""
    begin_progress(unit, enrolment)
    progress = db.session.scalars(queries.progress_in(unit, enrolment).with_for_update()).one()
    progress.worked_through_at = progress.worked_through_at or utcnow()
    if progress.is_enough(unit):
        finish(unit, enrolment)


def seen(now: datetime) -> dict[str, Any]:
    return {"studied_at": now, "started_at": sa.func.coalesce(CourseEnrolment.started_at, now)}


def keep_sums(enrolment: CourseEnrolment, values: dict[str, Any]) -> None:
    """In the database's own sum: two units may be studied in two windows at once."""
    mine = sa.update(CourseEnrolment).where(CourseEnrolment.id == enrolment.id)
    db.session.execute(mine.values(values).execution_options(synchronize_session=False))


def one_more_done(unit: Unit, enrolment: CourseEnrolment, now: datetime) -> dict[str, Any]:
    """What changes in the enrolment. Two units may be done at once: one waits."""
    db.session.execute(sa.select(CourseEnrolment.id).where(CourseEnrolment.id == enrolment.id).with_for_update())
    done = db.session.scalar(
        sa.select(sa.func.count()).where(UnitProgress.enrolment_id == enrolment.id, UnitProgress.done_at.is_not(None))
    )
    counted = [enrolment.units_done, done]
    record("course_enrolment", enrolment.id, changes={"unit_done": [None, unit.id], "units_done": counted})
    if done < unit.course.unit_count or enrolment.is_finished:
        return {"units_done": done}
    record("course_enrolment", enrolment.id, changes={"finished_at": [None, now.isoformat()]})
    outbox.send("study.credit", enrolment=enrolment.id)
    return {"units_done": done, "finished_at": now}
