"""How far remote study is, one statement for each report: they differ in what a row is of."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Appointment, Organisation, Role
from teachnet.db import beginning_of, utcnow
from teachnet.reports.queries import is_below, part_id, short
from teachnet.reports.words import Area
from teachnet.study.models import CourseEnrolment

LATELY = timedelta(days=7)
_part = aliased(Organisation)
_AREA = sa.Enum(Area, native_enum=False, values_callable=lambda areas: [area.value for area in areas])


def by_part(scope: Organisation, year: int) -> sa.Select:
    counted = _counted(scope, year, short(_part).label("part")).join(_part, _part.id == part_id(scope))
    return counted.group_by(_part.id).order_by(_part.lineage)


def by_subject(scope: Organisation, year: int) -> sa.Select:
    return _by(Appointment.subject, scope, year)


def by_stage(scope: Organisation, year: int) -> sa.Select:
    return _by(Appointment.stage, scope, year)


def by_area(scope: Organisation, year: int) -> sa.Select:
    area = sa.type_coerce(sa.case((Organisation.is_rural, Area.RURAL), else_=Area.URBAN), _AREA)
    return _by(area.label("area"), scope, year)


def _by(what: sa.ColumnElement, scope: Organisation, year: int) -> sa.Select:
    """The largest first."""
    return _counted(scope, year, what).group_by(what).order_by(sa.func.count(CourseEnrolment.id).desc(), what)


def _counted(scope: Organisation, year: int, first: sa.ColumnElement) -> sa.Select:
    """By where and what the learners teach today: nobody has two posts at once, so rows add up to the sum."""
    lately = CourseEnrolment.finished_at >= utcnow() - LATELY
    return (
        sa.select(
            first,
            sa.func.count(CourseEnrolment.learner_id.distinct()).label("teachers"),
            sa.func.count(CourseEnrolment.id).label("joined"),
            sa.func.count(CourseEnrolment.started_at).label("begun"),
            sa.func.count(CourseEnrolment.finished_at).label("finished"),
            sa.func.count(CourseEnrolment.id).filter(lately).label("finished_lately"),
            (sa.func.sum(CourseEnrolment.credited_ms) / 60000).label("hours"),
        )
        .select_from(CourseEnrolment)
        .join(Appointment, Appointment.person_id == CourseEnrolment.learner_id)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            Appointment.role == Role.TEACHER,
            Appointment.holds(),
            is_below(scope),
            CourseEnrolment.joined_at >= beginning_of(date(year, 1, 1)),
            CourseEnrolment.joined_at < beginning_of(date(year + 1, 1, 1)),
        )
    )
