"""Programmes, cohorts and seats as somebody sees them."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.db import TODAY
from teachnet.training.chain import FREE_AGAIN
from teachnet.training.models import (
    Cohort,
    CohortState,
    Enrolment,
    EnrolmentState,
    Programme,
    ProgrammeDocument,
    ProgrammeState,
    QuotaLine,
    SeatMove,
)
from teachnet.training.policy import sees_all
from teachnet.training.words import SchoolType, Show

COHORT_LINE = (joinedload(Cohort.programme), joinedload(Cohort.host_organisation), joinedload(Cohort.host))
COHORT_WITH_SEATS = (
    *COHORT_LINE,
    selectinload(Cohort.lines).joinedload(QuotaLine.county),
    selectinload(Cohort.spread),
    selectinload(Cohort.entry_rules),
)
COHORT_PAGE = (*COHORT_LINE, selectinload(Cohort.lines).joinedload(QuotaLine.county))
WITH_COHORTS = (selectinload(Programme.cohorts).selectinload(Cohort.lines),)

_announced, _planned = Cohort.state == CohortState.ANNOUNCED, Cohort.state == CohortState.PLANNED
_cancelled = Cohort.state == CohortState.CANCELLED
_not_open = (Cohort.opens_on > TODAY) | (Cohort.closes_on < TODAY)
# (which cohorts, in which order) each tab over their list shows.
SHOWN = {
    Show.OPEN: (Cohort.open_now(), Cohort.closes_on),
    Show.AHEAD: (_announced & _not_open & (Cohort.starts_on > TODAY), Cohort.starts_on),
    Show.RUNNING: (_announced & (Cohort.starts_on <= TODAY) & ~Cohort.over_now(), Cohort.ends_on),
    Show.PLANNED: (_planned, Cohort.starts_on),
    Show.OVER: (_cancelled | (~_planned & Cohort.over_now()), Cohort.ends_on.desc()),
}

_theirs = aliased(Cohort)  # a second cohort beside the one asked about; made once, for making one costs a millisecond


def programmes_visible_to(person: Person) -> sa.Select:
    """The city and the auditor see all; others those that have been approved."""
    programmes = sa.select(Programme)
    return programmes if sees_all(person) else programmes.where(Programme.state != ProgrammeState.DRAFT)


def programmes_listed(person: Person) -> sa.Select:
    """Drafts first, then the newest."""
    is_draft = Programme.state == ProgrammeState.DRAFT
    return (
        programmes_visible_to(person)
        .order_by(is_draft.desc(), Programme.year.desc(), Programme.id.desc())
        .options(*WITH_COHORTS)
    )


def documents_visible_to(person: Person) -> sa.Select:
    """Of programmes this person sees; what was taken down nobody does."""
    seen = programmes_visible_to(person).with_only_columns(Programme.id)
    return _documents().where(ProgrammeDocument.programme_id.in_(seen))


def documents_of(programme: Programme) -> sa.Select:
    return _documents().where(ProgrammeDocument.programme_id == programme.id)


def _documents() -> sa.Select:
    up = sa.select(ProgrammeDocument).where(ProgrammeDocument.taken_down_at.is_(None))
    return up.order_by(ProgrammeDocument.id).options(joinedload(ProgrammeDocument.file))


def cohorts_visible_to(person: Person) -> sa.Select:
    """Announced cohorts are for everybody to read; what is being planned is the city's."""
    cohorts = sa.select(Cohort)
    return cohorts if sees_all(person) else cohorts.where(Cohort.state != CohortState.PLANNED)


def lines_visible_to(person: Person) -> sa.Select:
    """A county sees its own line, and so do the schools and teachers in it."""
    lines = sa.select(QuotaLine)
    if sees_all(person):
        return lines
    counties = {post.organisation.county_id for post in person.current_appointments}
    return lines.where(QuotaLine.county_id.in_(counties - {None}))


def cohorts_open_for(person: Person) -> sa.Select:
    """Cohorts this teacher could apply for today: for their stage and subject, with seats for their county, on days
    that are free, and never asked for before."""
    school = person.school
    if school is None:
        return sa.select(Cohort).where(sa.false())
    asked_before = sa.exists().where(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.teacher_id == person.id,
        Enrolment.state != EnrolmentState.WITHDRAWN,
    )
    days_taken = sa.exists().where(
        Enrolment.teacher_id == person.id,
        Enrolment.cohort_id == _theirs.id,
        Enrolment.state.not_in(FREE_AGAIN),
        _theirs.starts_on <= Cohort.ends_on,
        _theirs.ends_on >= Cohort.starts_on,
    )
    return (
        sa.select(Cohort)
        .where(
            Cohort.open_now(),
            sa.or_(Cohort.stage.is_(None), Cohort.stage == person.stage),
            sa.or_(Cohort.subject.is_(None), Cohort.subject == person.subject),
            _has_seats_for([school.county_id], _is_for(person, school)),
            ~asked_before,
            ~days_taken,
        )
        .order_by(Cohort.closes_on, Cohort.starts_on, Cohort.id)
    )


def cohorts_to_nominate_for(person: Person) -> sa.Select:
    """Open cohorts that have seats for the county of this person's school."""
    counties = {school.county_id for school in scopes(person, Role.SCHOOL_ADMIN)} - {None}
    return (
        sa.select(Cohort)
        .where(Cohort.open_now(), _has_seats_for(counties))
        .order_by(Cohort.closes_on, Cohort.starts_on, Cohort.id)
    )


def cohorts_instead_of(cohort: Cohort) -> sa.Select:
    """Where the people of a cohort that is cancelled could go: the same programme's first, then by their days."""
    is_other_programme = Cohort.programme_id != cohort.programme_id
    fields = ((Cohort.stage, cohort.stage), (Cohort.subject, cohort.subject))
    fits = (column.is_(None) | (column == value) for column, value in fields if value)
    return (
        sa.select(Cohort)
        .where(
            Cohort.id != cohort.id,
            Cohort.state == CohortState.ANNOUNCED,
            Cohort.starts_on > TODAY,
            Cohort.is_on_notice.is_(False),
            *fits,
        )
        .order_by(is_other_programme, Cohort.starts_on, Cohort.id)
        .options(*COHORT_WITH_SEATS)
    )


def _has_seats_for(county_ids: Collection[int], *only: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    seats = (QuotaLine.cohort_id == Cohort.id, QuotaLine.county_id.in_(county_ids), QuotaLine.offered())
    return sa.exists().where(*seats, *only)


def _is_for(teacher: Person, school: Organisation) -> sa.ColumnElement[bool]:
    """`Group.has`, for the database."""
    asked = (
        (QuotaLine.stage, teacher.stage),
        (QuotaLine.subject, teacher.subject),
        (QuotaLine.school_type, SchoolType.of(school)),
    )
    return sa.and_(*(column.is_(None) | (column == value) for column, value in asked))


def counties(cohort: Cohort | None = None) -> sa.Select:
    """Those a cohort may give seats to; one that has closed is kept where it has some."""
    from_county = Organisation.county_id == Organisation.id
    is_kept = Organisation.closed_on.is_(None)
    if cohort:
        theirs = sa.select(QuotaLine.county_id).where(QuotaLine.cohort_id == cohort.id, QuotaLine.offered())
        is_kept |= Organisation.id.in_(theirs)
    return sa.select(Organisation).where(from_county, is_kept).order_by(Organisation.code)


def seat_moves(person: Person, cohort: Cohort) -> sa.Select:
    """The ledger of the lines this person may see, the latest first."""
    lines = lines_visible_to(person).where(QuotaLine.cohort_id == cohort.id).with_only_columns(QuotaLine.id)
    return (
        sa.select(SeatMove)
        .where(SeatMove.line_id.in_(lines))
        .order_by(SeatMove.id.desc())
        .options(joinedload(SeatMove.line).joinedload(QuotaLine.county), joinedload(SeatMove.by).load_only(Person.name))
    )


def bureau() -> sa.Select:
    """The city itself, whose name stands on official paper."""
    return sa.select(Organisation).where(Organisation.kind == OrganisationKind.CITY).order_by(Organisation.id).limit(1)


def bases() -> sa.Select:
    """Where a cohort can be held."""
    return (
        sa.select(Organisation)
        .where(Organisation.kind.in_((OrganisationKind.BASE, OrganisationKind.CITY)), Organisation.closed_on.is_(None))
        .order_by(Organisation.lineage)
    )


def possible_hosts() -> sa.Select:
    held = sa.exists().where(Appointment.person_id == Person.id, Appointment.role == Role.HOST, Appointment.holds())
    return sa.select(Person).where(held, Person.disabled_at.is_(None)).order_by(Person.name_pinyin, Person.id)


def with_title(cohorts: sa.Select, typed: str) -> sa.Select:
    """Cohorts whose own name or whose programme's holds what was typed."""
    if not typed.strip():
        return cohorts
    named = Cohort.title.contains(typed.strip(), autoescape=True)
    of = Cohort.programme.has(Programme.title.contains(typed.strip(), autoescape=True))
    return cohorts.where(named | of)


def in_show(cohorts: sa.Select, show: Show) -> sa.Select:
    """The cohorts of one tab, those whose next day is nearest first."""
    condition, order = SHOWN[show]
    return cohorts.where(condition).order_by(order, Cohort.id)


def led_by(person: Person) -> sa.Select:
    """Announced cohorts this person hosts, the current ones first."""
    theirs = (Cohort.host_id == person.id) & (Cohort.state != CohortState.PLANNED)
    return sa.select(Cohort).where(theirs).order_by(Cohort.over_now(), Cohort.starts_on, Cohort.id)


def lines_under_review(person: Person, cohort: Cohort | None) -> sa.Select:
    """How far the seats are used: of this cohort; else, for a county, of every cohort that has not begun."""
    lines = lines_visible_to(person).join(QuotaLine.cohort)
    chosen = (
        QuotaLine.cohort_id == cohort.id
        if cohort
        else (Cohort.state == CohortState.ANNOUNCED) & (Cohort.starts_on > TODAY)
    )
    return (
        lines.where(chosen)
        .where(QuotaLine.offered())
        .order_by(Cohort.county_review_by, Cohort.id, QuotaLine.county_id, QuotaLine.id)
        .options(contains_eager(QuotaLine.cohort), joinedload(QuotaLine.county))
    )
