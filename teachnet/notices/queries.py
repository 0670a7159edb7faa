"""What is seen of public notices. Everything starts from `…_visible_to(person)`."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachnet.accounts.models import Organisation, Person
from teachnet.db import TODAY
from teachnet.notices.models import Notice, NoticeLine, Objection, ObjectionMove, ObjectionState
from teachnet.notices.models.objection import hash_of
from teachnet.notices.policy import can_publish, can_see_objections
from teachnet.notices.words import DECIDED
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState, QuotaLine
from teachnet.training.queries import cohorts_visible_to

NOTICE_LINE = (joinedload(Notice.cohort).joinedload(Cohort.programme), joinedload(Notice.closed_by))
NOTICE_PAGE = (*NOTICE_LINE, selectinload(Notice.lines))
# What the closing looks at and moves.
WITH_CASES = (
    joinedload(NoticeLine.enrolment).joinedload(Enrolment.line).joinedload(QuotaLine.county),
    joinedload(NoticeLine.enrolment).joinedload(Enrolment.cohort),
    joinedload(NoticeLine.enrolment).joinedload(Enrolment.moved_by).load_only(Person.name),
)
IN_FULL = (
    joinedload(Objection.notice).joinedload(Notice.cohort),
    joinedload(Objection.line).joinedload(NoticeLine.enrolment),
    selectinload(Objection.history).joinedload(ObjectionMove.by).load_only(Person.name),
)

# How many objections to a notice wait for a decision; for statements about notices.
UNDECIDED = (
    sa.select(sa.func.count())
    .where(Objection.notice_id == Notice.id, Objection.state.not_in(DECIDED))
    .correlate(Notice)
    .scalar_subquery()
)


def notices_visible_to(person: Person | None) -> sa.Select:
    """Everybody while it runs and for some time after; then members."""
    notices = sa.select(Notice)
    return notices if person else notices.where(Notice.readable_until >= TODAY)


def notices_listed(person: Person | None) -> sa.Select:
    """Those that run first; then the latest."""
    is_running = Notice.closed_at.is_(None) & (Notice.last_day >= TODAY)
    return (
        notices_visible_to(person)
        .order_by(is_running.desc(), Notice.last_day.desc(), Notice.id.desc())
        .options(*NOTICE_LINE)
    )


def cohorts_to_publish(person: Person | None) -> sa.Select:
    """(cohort, how many are provisionally admitted) of those without a notice that is open."""
    provisional = sa.func.count(Enrolment.id)
    cohorts = cohorts_visible_to(person) if can_publish(person) else sa.select(Cohort).where(sa.false())
    return (
        cohorts.join(Enrolment, (Enrolment.cohort_id == Cohort.id) & (Enrolment.state == EnrolmentState.PROVISIONAL))
        .where(Cohort.state == CohortState.ANNOUNCED, Cohort.is_on_notice.is_(False))
        .with_only_columns(Cohort.id, Cohort.title, Cohort.starts_on, provisional.label("people"))
        .group_by(Cohort.id, Cohort.title, Cohort.starts_on)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def cases_to_publish(cohort: Cohort) -> sa.Select:
    """In the order of the list: by county, school and name."""
    county = sa.orm.aliased(Organisation)
    return (
        sa.select(Enrolment)
        .join(Enrolment.line)
        .join(county, county.id == QuotaLine.county_id)
        .join(Enrolment.school)
        .join(Enrolment.teacher)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.PROVISIONAL)
        .order_by(county.code, Organisation.name, Person.name_pinyin, Enrolment.id)
        .options(
            contains_eager(Enrolment.line).contains_eager(QuotaLine.county.of_type(county)),
            contains_eager(Enrolment.school),
            contains_eager(Enrolment.teacher).load_only(Person.name, Person.stage, Person.subject),
        )
    )


def lines_with_cases(notice: Notice) -> sa.Select:
    return (
        sa.select(NoticeLine)
        .where(NoticeLine.notice_id == notice.id)
        .order_by(NoticeLine.position)
        .options(*WITH_CASES)
    )


def upheld_in(notice: Notice) -> sa.Select:
    return (
        sa.select(Objection)
        .where(Objection.notice_id == notice.id, Objection.state == ObjectionState.UPHELD)
        .order_by(Objection.id)
    )


def objections_visible_to(person: Person) -> sa.Select:
    objections = sa.select(Objection)
    return objections if can_see_objections(person) else objections.where(sa.false())


def objections_to(notice: Notice, person: Person) -> sa.Select:
    """Those that wait first."""
    is_decided = Objection.state.in_(DECIDED)
    return (
        objections_visible_to(person)
        .where(Objection.notice_id == notice.id)
        .order_by(is_decided, Objection.id)
        .options(*IN_FULL)
    )


def objection_called(reference: str) -> sa.Select:
    """For whoever holds the reference: the state, the answer and which notice it is about; no more is read."""
    return (
        sa.select(Objection.state, Objection.answer, Objection.made_at, Notice.title, Notice.withdrawn_for)
        .join(Objection.notice)
        .where(Objection.reference_hash == hash_of(reference))
    )


def how_many_undecided(notice: Notice) -> sa.Select:
    return sa.select(sa.func.count()).where(Objection.notice_id == notice.id, Objection.state.not_in(DECIDED))
