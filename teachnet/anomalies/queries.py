"""What is seen of anomalies. Whoever they are about is told of those that were upheld, not of every suspicion."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Person
from teachnet.accounts.policy import OFFICES, OVERSEERS, is_city_admin, scopes
from teachnet.accounts.queries import people_now_at, people_visible_to
from teachnet.anomalies.finding import Found
from teachnet.anomalies.models import TOLD, Anomaly, AnomalyKind, AnomalyMove, AnomalyState
from teachnet.credits.models import AttestedRecord, Source
from teachnet.study.models import CourseEnrolment

WITH_PERSON = joinedload(Anomaly.person).selectinload(Person.appointments).joinedload(Appointment.organisation)
WHOLE = (WITH_PERSON, selectinload(Anomaly.history).joinedload(AnomalyMove.by))


def anomalies_visible_to(person: Person) -> sa.Select:
    own = (Anomaly.person_id == person.id) & Anomaly.state.in_(TOLD)
    return sa.select(Anomaly).where(sa.or_(own, _is_below(person) & (Anomaly.person_id != person.id)))


def sheet_of(person: Person, *, kind: AnomalyKind | None = None, state: AnomalyState | None = None) -> sa.Select:
    """Of the people of one's office: what waits for a decision first, the newest week on top."""
    found = sa.select(Anomaly).where(_is_below(person), Anomaly.person_id != person.id)
    if kind:
        found = found.where(Anomaly.kind == kind)
    if state:
        found = found.where(Anomaly.state == state)
    waits = sa.case((Anomaly.state.in_([AnomalyState.APPEALED, AnomalyState.OPEN]), 0), else_=1)
    return found.options(WITH_PERSON).order_by(waits, Anomaly.week_on.desc(), Anomaly.id.desc())


def counted_by_kind(person: Person) -> sa.Select:
    """(kind, to be looked at, appealed, all)"""
    counts = [sa.func.count().filter(Anomaly.state == state) for state in (AnomalyState.OPEN, AnomalyState.APPEALED)]
    return (
        sa.select(Anomaly.kind, *counts, sa.func.count())
        .where(_is_below(person), Anomaly.person_id != person.id)
        .group_by(Anomaly.kind)
        .order_by(Anomaly.kind)
    )


def to_judge(person: Person) -> sa.Select:
    """What waits for this person's decision."""
    if not scopes(person, *OVERSEERS):
        return sa.select(Anomaly).where(sa.false())
    appealed = (Anomaly.state == AnomalyState.APPEALED) & (Anomaly.upheld_by_id != person.id)
    waits = sa.or_(Anomaly.state == AnomalyState.OPEN, appealed)
    return sa.select(Anomaly).where(waits, _is_below(person, *OVERSEERS), Anomaly.person_id != person.id)


def my_anomalies(person: Person) -> sa.Select:
    mine = sa.select(Anomaly).where(Anomaly.person_id == person.id, Anomaly.state.in_(TOLD))
    return mine.order_by(Anomaly.week_on.desc(), Anomaly.id.desc())


def known_of(found: list[Found], week_on) -> sa.Select:
    people = {one.person_id for one in found}
    return sa.select(Anomaly).where(Anomaly.week_on == week_on, Anomaly.person_id.in_(sorted(people)))


def named_in(anomaly: Anomaly, reader: Person) -> sa.Select:
    """Whom the evidence names, as far as the reader may see them."""
    ids = anomaly.evidence.get("others", [])
    return people_visible_to(reader).where(Person.id.in_(ids)).order_by(Person.name_pinyin, Person.id)


def courses_of(anomaly: Anomaly) -> sa.Select:
    """What the person has finished and has the hours of: only such can be taken back, and only once."""
    counted = sa.exists().where(
        AttestedRecord.source == Source.COURSE,
        AttestedRecord.source_id == CourseEnrolment.id,
        AttestedRecord.voided_at.is_(None),
    )
    mine = sa.select(CourseEnrolment).where(CourseEnrolment.learner_id == anomaly.person_id, counted)
    return mine.options(joinedload(CourseEnrolment.course)).order_by(CourseEnrolment.joined_at.desc())


def enrolments_with(ids: list[int]) -> sa.Select:
    found = sa.select(CourseEnrolment).where(CourseEnrolment.id.in_(ids)).order_by(CourseEnrolment.id)
    return found.options(joinedload(CourseEnrolment.course), joinedload(CourseEnrolment.learner))


def _is_below(person: Person, *roles) -> sa.ColumnElement[bool]:
    if is_city_admin(person):
        return sa.true()
    return Anomaly.person_id.in_(people_now_at(*scopes(person, *(roles or OFFICES))).with_only_columns(Person.id))
