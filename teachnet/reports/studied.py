"""How far remote study is, one statement for each report: they differ in what a row is of."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.db import beginning_of, utcnow
from teachnet.reports.queries import part_id, short
from teachnet.reports.words import Area
from teachnet.study.models import CourseEnrolment

LATELY = timedelta(days=7)
COUNTED = ("teachers", "joined", "begun", "begun_lately", "studied_lately", "finished", "finished_lately", "hours")
_part = aliased(Organisation)
_AREA = sa.Enum(Area, native_enum=False, values_callable=lambda areas: [area.value for area in areas])


def by_part(scope: Organisation, year: int) -> sa.Select:
    counted = _counted(Appointment.organisation_id, scope, year).subquery()
    parts = (
        sa.select(part_id(scope), *_sums_of(counted))
        .join(counted, counted.c.organisation_id == Organisation.id)
        .group_by(part_id(scope))
        .subquery()
    )
    named = sa.select(parts.c.part_id, short(_part).label("part"), *(parts.c[name] for name in COUNTED))
    return named.join(parts, parts.c.part_id == _part.id).order_by(_part.lineage)


def by_subject(scope: Organisation, year: int) -> sa.Select:
    return _by_what_they_teach(Person.subject, scope, year)


def by_stage(scope: Organisation, year: int) -> sa.Select:
    return _by_what_they_teach(Person.stage, scope, year)


def _by_what_they_teach(what: sa.ColumnElement, scope: Organisation, year: int) -> sa.Select:
    """The largest first."""
    counted = _counted(what, scope, year).join(Person, Person.id == Appointment.person_id)
    return counted.order_by(sa.desc("joined"), what)


def by_area(scope: Organisation, year: int) -> sa.Select:
    counted = _counted(Appointment.organisation_id, scope, year).subquery()
    area = sa.type_coerce(sa.case((Organisation.is_rural, Area.RURAL), else_=Area.URBAN), _AREA).label("area")
    found = sa.select(area, *_sums_of(counted)).join(counted, counted.c.organisation_id == Organisation.id)
    return found.group_by(area).order_by(sa.desc("joined"), area)


def _counted(what: sa.ColumnElement, scope: Organisation, year: int) -> sa.Select:
    """By where and what the learners teach today: nobody has two posts at once, so rows add up to the sum."""
    learner = _of_each_learner(year)
    return (
        sa.select(what, *_sums_of(learner))
        .select_from(learner)
        .join(Appointment, Appointment.person_id == learner.c.learner_id)
        .where(
            Appointment.role == Role.TEACHER,
            Appointment.holds(),
            Appointment.organisation_id.in_(Organisation.ids_within(scope)),
        )
        .group_by(what)
    )


def _sums_of(counted: sa.Subquery) -> list[sa.Label]:
    return [sa.func.sum(counted.c[name]).label(name) for name in COUNTED]


def _of_each_learner(year: int) -> sa.Subquery:
    """A learner has many courses and one post: half a million rows are added up before anything is joined."""
    week_ago = utcnow() - LATELY
    return (
        sa.select(
            CourseEnrolment.learner_id,
            sa.literal(1).label("teachers"),
            sa.func.count().label("joined"),
            sa.func.count(CourseEnrolment.started_at).label("begun"),
            sa.func.count().filter(CourseEnrolment.started_at >= week_ago).label("begun_lately"),
            sa.func.count().filter(CourseEnrolment.studied_at >= week_ago).label("studied_lately"),
            sa.func.count(CourseEnrolment.finished_at).label("finished"),
            sa.func.count().filter(CourseEnrolment.finished_at >= week_ago).label("finished_lately"),
            (sa.func.sum(CourseEnrolment.credited_ms) / 60_000.0).label("hours"),
        )
        .where(
            CourseEnrolment.joined_at >= beginning_of(date(year, 1, 1)),
            CourseEnrolment.joined_at < beginning_of(date(year + 1, 1, 1)),
        )
        .group_by(CourseEnrolment.learner_id)
        .subquery()
    )
