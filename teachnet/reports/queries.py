"""The figures, one statement for each report: of an organisation and all below it, for a year."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, defer

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import OFFICES, scopes
from teachnet.budget.models import BudgetLine, BudgetState, CohortBudget
from teachnet.certificates.models import Certificate
from teachnet.credits.models import AttestedRecord
from teachnet.db import TODAY
from teachnet.reports.models import ReportSnapshot
from teachnet.training.models import (
    ON_ROSTER,
    WERE_THERE,
    Cohort,
    CohortState,
    Enrolment,
    EnrolmentState,
    Pile,
    Programme,
    ProgrammeState,
    QuotaLine,
    Replacement,
    ReplacementState,
    SeatMove,
    SeatReason,
)

S = EnrolmentState
HELD = (CohortState.ANNOUNCED, CohortState.CLOSED)
_part = aliased(Organisation)


def scopes_of(person: Person) -> sa.Select:
    """What a report may be about: where the person holds office, and what lies directly below."""
    own = [scope.id for scope in scopes(person, *OFFICES, Role.AUDITOR)]
    is_office = (Organisation.kind != OrganisationKind.BASE) & Organisation.closed_on.is_(None)
    below = Organisation.parent_id.in_(own) & is_office
    return sa.select(Organisation).where(Organisation.id.in_(own) | below).order_by(Organisation.lineage)


def frozen_scopes() -> sa.Select:
    """The city and its counties have their figures frozen."""
    kinds = (OrganisationKind.CITY, OrganisationKind.COUNTY, OrganisationKind.ZONE)
    return (
        sa.select(Organisation)
        .where(Organisation.kind.in_(kinds), Organisation.closed_on.is_(None))
        .order_by(Organisation.lineage)
    )


def years() -> sa.Select:
    return sa.select(Programme.year).distinct().order_by(Programme.year.desc())


def snapshots_visible_to(person: Person) -> sa.Select:
    """Of where the person holds office and all below; the latest month first, the highest office first."""
    own = Organisation.ids_within(*scopes(person, *OFFICES, Role.AUDITOR))
    return (
        sa.select(ReportSnapshot)
        .join(ReportSnapshot.organisation)
        .where(ReportSnapshot.organisation_id.in_(own))
        .order_by(ReportSnapshot.month.desc(), Organisation.lineage, ReportSnapshot.id)
        .options(contains_eager(ReportSnapshot.organisation), defer(ReportSnapshot.sheet))
    )


def document_numbers(year: int) -> sa.Select:
    """Of the papers the figures of a year go back to; a draft has none yet."""
    numbered = (Programme.document_number != "") & (Programme.state != ProgrammeState.DRAFT)
    return sa.select(Programme.document_number).where(Programme.year == year, numbered).order_by(Programme.id)


def programmes(scope: Organisation, year: int) -> sa.Select:
    return (
        _cohorts(scope, year)
        .with_only_columns(
            Programme.title.label("programme"),
            Programme.document_number,
            sa.func.count(Cohort.id.distinct()).label("cohorts"),
            _seats_of_programme(scope),
            sa.func.count(Enrolment.id).label("cases"),
            _in(*Pile.PLACED.states, *Pile.FINISHED.states).label("placed"),
            _in(*WERE_THERE).label("arrived"),
            _in(S.COMPLETED).label("completed"),
        )
        .group_by(Programme.id)
        .order_by(Programme.id)
    )


def enrolling(scope: Organisation, year: int) -> sa.Select:
    return (
        _cohorts(scope, year)
        .with_only_columns(
            Cohort.title.label("cohort"),
            _seats_of_cohort(scope),
            sa.func.count(Enrolment.id).label("cases"),
            _in(S.APPLIED, S.RETURNED_TO_SCHOOL, S.RETURNED_TO_TEACHER).label("at_school"),
            _in(S.COUNTY_REVIEW, S.RETURNED_TO_COUNTY).label("at_county"),
            _in(S.CITY_REVIEW).label("at_city"),
            _in(S.RESERVE, S.OFFERED).label("reserve"),
            _in(*Pile.PLACED.states, *Pile.FINISHED.states).label("placed"),
        )
        .group_by(Cohort.id)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def arrivals(scope: Organisation, year: int) -> sa.Select:
    return (
        _cohorts(scope, year)
        .where(Cohort.starts_on <= TODAY)
        .with_only_columns(
            Cohort.title.label("cohort"),
            _in(*ON_ROSTER, S.DROPPED_OUT, S.REMOVED).label("expected"),
            _in(*WERE_THERE).label("arrived"),
            _in(S.DROPPED_OUT, S.REMOVED).label("left"),
            _in(S.COMPLETED).label("completed"),
        )
        .group_by(Cohort.id)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def quota(scope: Organisation, year: int) -> sa.Select:
    moved = (
        sa.select(SeatMove.line_id, _moved(SeatReason.RECLAIMED, -1), _moved(SeatReason.EXCEPTION, 1))
        .group_by(SeatMove.line_id)
        .subquery()
    )
    return (
        sa.select(
            _part.id.label("part_id"),
            short(_part).label("part"),
            sa.func.sum(QuotaLine.seats).label("seats"),
            sa.func.sum(QuotaLine.used).label("taken"),
            sa.func.sum(QuotaLine.seats - QuotaLine.used).label("free"),
            sa.func.coalesce(sa.func.sum(moved.c.reclaimed), 0).label("reclaimed"),
            sa.func.coalesce(sa.func.sum(moved.c.exception), 0).label("exceptions"),
        )
        .select_from(QuotaLine)
        .join(_part, _part.id == QuotaLine.county_id)
        .join(QuotaLine.cohort)
        .join(Cohort.programme)
        .outerjoin(moved, moved.c.line_id == QuotaLine.id)
        .where(QuotaLine.county_id.in_(Organisation.ids_within(scope)), *_counts(year))
        .group_by(_part.id)
        .order_by(_part.lineage)
    )


def replacements(scope: Organisation, year: int) -> sa.Select:
    """By whose seat it is; of a school those of its teachers."""
    by_county = scope.kind is not OrganisationKind.SCHOOL
    part_id = QuotaLine.county_id if by_county else Enrolment.school_id
    return (
        sa.select(
            _part.id.label("part_id"),
            short(_part).label("part"),
            sa.func.count(Replacement.id).label("asked"),
            _decided(ReplacementState.APPROVED).label("replaced"),
            _decided(ReplacementState.REFUSED).label("refused"),
        )
        .select_from(Replacement)
        .join(Replacement.case)
        .join(Enrolment.line)
        .join(Enrolment.cohort)
        .join(Cohort.programme)
        .join(_part, _part.id == part_id)
        .where(part_id.in_(Organisation.ids_within(scope)), *_counts(year))
        .group_by(_part.id)
        .order_by(_part.lineage)
    )


def _decided(state: ReplacementState) -> sa.ColumnElement[int]:
    return sa.func.count(Replacement.id).filter(Replacement.state == state)


def hours(scope: Organisation, year: int, *of_these: sa.ColumnElement[bool]) -> sa.Select:
    """What stands in the ledger for the teachers there are: all of it, or those records that are `of_these`."""
    teach = (
        sa.select(part_id(scope), sa.func.count(Appointment.person_id.distinct()).label("teachers"))
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(Appointment.role == Role.TEACHER, Appointment.holds(), is_below(scope))
        .group_by(part_id(scope))
        .subquery()
    )
    attested = (
        sa.select(
            part_id(scope),
            sa.func.sum(AttestedRecord.minutes).label("minutes"),
            sa.func.count(AttestedRecord.person_id.distinct()).label("reached"),
            sa.func.count(AttestedRecord.id).label("attended"),
        )
        .join(Organisation, Organisation.id == AttestedRecord.organisation_id)
        .where(is_below(scope), AttestedRecord.voided_at.is_(None), sa.extract("year", AttestedRecord.ends_on) == year)
        .where(*of_these)
        .group_by(part_id(scope))
        .subquery()
    )
    return (
        sa.select(
            teach.c.part_id,
            short(_part).label("part"),
            teach.c.teachers,
            sa.func.coalesce(attested.c.minutes, 0).label("hours"),
            sa.func.coalesce(attested.c.reached, 0).label("reached"),
            sa.func.coalesce(attested.c.attended, 0).label("attended"),
        )
        .select_from(teach)
        .join(_part, _part.id == teach.c.part_id)
        .outerjoin(attested, attested.c.part_id == teach.c.part_id)
        .order_by(_part.lineage)
    )


def certificates(scope: Organisation, year: int) -> sa.Select:
    issued = (
        sa.select(
            Certificate.enrolment_id,
            sa.func.count().filter(Certificate.revoked_at.is_(None)).label("valid"),
            sa.func.count().filter(Certificate.revoked_at.is_not(None)).label("revoked"),
        )
        .group_by(Certificate.enrolment_id)
        .subquery()
    )
    return (
        _cohorts(scope, year)
        .outerjoin(issued, issued.c.enrolment_id == Enrolment.id)
        .with_only_columns(
            Cohort.title.label("cohort"),
            _in(S.COMPLETED).label("completed"),
            sa.func.coalesce(sa.func.sum(issued.c.valid), 0).label("issued"),
            sa.func.coalesce(sa.func.sum(issued.c.revoked), 0).label("revoked"),
        )
        .group_by(Cohort.id)
        .having(_in(S.COMPLETED) > 0)
        .order_by(Cohort.starts_on, Cohort.id)
    )


def budgets(scope: Organisation, year: int) -> sa.Select:
    """Of the cohorts that are held in the scope."""
    sums = (
        sa.select(
            BudgetLine.budget_id,
            sa.func.sum(BudgetLine.planned_fen).label("planned"),
            sa.func.sum(BudgetLine.spent_fen).label("spent"),
        )
        .group_by(BudgetLine.budget_id)
        .subquery()
    )
    return (
        sa.select(
            Cohort.title.label("cohort"),
            sa.func.coalesce(sums.c.planned, 0).label("planned"),
            sa.func.coalesce(sums.c.spent, 0).label("spent"),
        )
        .select_from(CohortBudget)
        .join(CohortBudget.cohort)
        .join(Cohort.programme)
        .outerjoin(sums, sums.c.budget_id == CohortBudget.id)
        .where(
            Cohort.host_organisation_id.in_(Organisation.ids_within(scope)),
            CohortBudget.state != BudgetState.DRAFT,
            *_counts(year),
        )
        .order_by(Cohort.starts_on, Cohort.id)
    )


def _cohorts(scope: Organisation, year: int) -> sa.Select:
    """Announced cohorts of the year with the cases of the scope, by the school at enrolment."""
    ours = (Enrolment.cohort_id == Cohort.id) & Enrolment.school_id.in_(Organisation.ids_within(scope))
    return sa.select(Cohort).join(Cohort.programme).outerjoin(Enrolment, ours).where(*_counts(year))


def _counts(year: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Programme.year == year, Cohort.state.in_(HELD)


def _in(*states: EnrolmentState) -> sa.ColumnElement[int]:
    return sa.func.count(Enrolment.id).filter(Enrolment.state.in_(states))


def _seats_of_cohort(scope: Organisation) -> sa.Label[int]:
    """A school has none of its own."""
    seats = _seats(scope).where(QuotaLine.cohort_id == Cohort.id)
    return seats.correlate(Cohort).scalar_subquery().label("seats")


def _seats_of_programme(scope: Organisation) -> sa.Label[int]:
    held = aliased(Cohort)
    announced = (held.programme_id == Programme.id) & held.state.in_(HELD)
    seats = _seats(scope).join(held, held.id == QuotaLine.cohort_id).where(announced)
    return seats.correlate(Programme).scalar_subquery().label("seats")


def _seats(scope: Organisation) -> sa.Select:
    ours = QuotaLine.county_id.in_(Organisation.ids_within(scope))
    return sa.select(sa.func.coalesce(sa.func.sum(QuotaLine.seats), 0)).where(ours)


def _moved(reason: SeatReason, sign: int) -> sa.Label[int]:
    return (sa.func.coalesce(sa.func.sum(SeatMove.seats).filter(SeatMove.reason == reason), 0) * sign).label(
        reason.value
    )


def part_id(scope: Organisation) -> sa.Label[int]:
    """What the scope is made of: the counties of a city, else the schools."""
    is_city = scope.kind is OrganisationKind.CITY
    part = sa.func.coalesce(Organisation.county_id, Organisation.id) if is_city else Organisation.id
    return part.label("part_id")


def is_below(scope: Organisation) -> sa.ColumnElement[bool]:
    return Organisation.lineage.startswith(scope.lineage, autoescape=True)


def short(organisation: type[Organisation]) -> sa.ColumnElement[str]:
    return sa.func.coalesce(sa.func.nullif(organisation.short_name, ""), organisation.name)
