"""Programmes, cohorts and cases for tests, saved and ready."""

from datetime import timedelta
from itertools import count

from teachnet.accounts.models import Organisation, OrganisationKind, Person
from teachnet.db import db, today
from teachnet.training.models import (
    Cohort,
    CohortState,
    Enrolment,
    EnrolmentMove,
    EnrolmentState,
    Programme,
    ProgrammeKind,
    ProgrammeState,
    QuotaLine,
)
from tests.factories import a_county, a_school, a_teacher, an_organisation, saved

_number = count(1)


def a_programme(**fields) -> Programme:
    given = {"title": f"Backbone teachers {next(_number)}", "kind": ProgrammeKind.BACKBONE, "year": 2026, "hours": 40}
    return saved(Programme(**given | {"state": ProgrammeState.APPROVED} | fields))


def days_from(first: int) -> dict:
    """The days of a cohort whose window is open today and that begins in so many days."""
    day = today()
    return {
        "opens_on": day - timedelta(days=3),
        "closes_on": day + timedelta(days=3),
        "county_review_by": day + timedelta(days=5),
        "confirm_by": day + timedelta(days=7),
        "starts_on": day + timedelta(days=first),
        "ends_on": day + timedelta(days=first + 4),
    }


def reviewed_days() -> dict:
    """The days of a cohort the counties have reviewed until yesterday."""
    earlier = ("opens_on", "closes_on", "county_review_by")
    return {name: day - timedelta(days=6) if name in earlier else day for name, day in days_from(30).items()}


def a_cohort(lines: dict[Organisation, int] | None = None, **fields) -> Cohort:
    """An announced cohort, open today. `lines` are the seats of each county."""
    lines = lines or {}
    given = {
        "title": f"Primary mathematics {next(_number)}",
        "seats": max(sum(lines.values()), 10),
        "state": CohortState.ANNOUNCED,
        "allocated": sum(lines.values()),
    }
    given |= days_from(30) | {key: fields.pop(key) for key in list(fields)}
    given.setdefault("programme", None)
    given["programme"] = given["programme"] or a_programme()
    if "host_organisation" not in given:
        given["host_organisation"] = a_base()
    ids = {county.id: seats for county, seats in lines.items()}
    given["lines"] = [QuotaLine(county_id=county_id, seats=seats, used=0) for county_id, seats in ids.items()]
    return saved(Cohort(**given))


def line_of(cohort: Cohort, county: Organisation) -> QuotaLine:
    """The one line of this county."""
    (line,) = (line for line in cohort.lines if line.county_id == county.id)
    return line


def a_base() -> Organisation:
    found = db.session.query(Organisation).filter_by(kind=OrganisationKind.BASE).first()
    return found or an_organisation(OrganisationKind.BASE, a_county())


def an_enrolment(
    cohort: Cohort | None = None,
    *,
    teacher: Person | None = None,
    state: EnrolmentState = EnrolmentState.COUNTY_REVIEW,
    nominated_by: Person | None = None,
    line: QuotaLine | None = None,
) -> Enrolment:
    """A case in this state, with the seat it holds counted. Without a cohort: one of the teacher's county."""
    teacher = teacher or a_teacher(a_school())
    school = teacher.school
    cohort = cohort or a_cohort({school.county: 5})
    line = line or cohort.line_for(teacher, school)
    if state.holds_seat:
        line.used += 1
    rank = None
    if state is EnrolmentState.RESERVE:
        rank = 1 + sum(case.line is line and case.state is state for case in cohort.enrolments)
    mover = nominated_by or teacher
    return saved(
        Enrolment(
            cohort=cohort,
            teacher=teacher,
            line=line,
            school=school,
            nominated_by=nominated_by,
            state=state,
            reserve_rank=rank,
            offered_until=cohort.offer_ends_on() if state is EnrolmentState.OFFERED else None,
            moved_by=mover,
            history=[EnrolmentMove(became=state, by=mover)],
        )
    )
