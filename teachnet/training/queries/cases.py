"""Cases as somebody sees them, and what waits for whom."""

from collections.abc import Collection, Iterator
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role, Stage, Subject
from teachnet.accounts.policy import holds, is_city_admin, scopes
from teachnet.training.chain import ASKS_TEACHER, FREE_AGAIN, KNOWN_TO_HOST, NOT_BEGUN, SEATED
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState, Pile, QuotaLine
from teachnet.training.policy import sees_all

S = EnrolmentState

# What a line about a person shows; phone and ID number stay sealed.
NAMED = (Person.name, Person.name_pinyin, Person.gender, Person.stage, Person.subject, Person.title)

WHO = (
    joinedload(Enrolment.teacher).load_only(*NAMED),
    joinedload(Enrolment.school),
    joinedload(Enrolment.line).joinedload(QuotaLine.county),
    joinedload(Enrolment.moved_by).load_only(Person.name),
)
CASE_LINE = (*WHO, joinedload(Enrolment.cohort).joinedload(Cohort.programme))
# The same for a statement that joins the cohort anyway.
CASE_LINE_JOINED = (*WHO, contains_eager(Enrolment.cohort).joinedload(Cohort.programme))
# For whoever asks whether there is a seat.
CASE_WITH_SEATS = (
    *CASE_LINE,
    joinedload(Enrolment.cohort).selectinload(Cohort.lines),
    joinedload(Enrolment.cohort).selectinload(Cohort.spread),
)
CASE_PAGE = (*CASE_LINE, selectinload(Enrolment.history))


def enrolments_visible_to(person: Person) -> sa.Select:
    """A teacher their own; a school those of its teachers of today; a county those of its line, and those of people who
    teach there today; a host the cohort it leads."""
    cases = sa.select(Enrolment)
    if sees_all(person):
        return cases
    schools, counties = scopes(person, Role.SCHOOL_ADMIN), scopes(person, Role.COUNTY_ADMIN)
    seen = [Enrolment.teacher_id == person.id]
    if schools or counties:
        seen.append(_teaches_today_in(*schools, *counties))
    if counties:
        seen.append(Enrolment.school_id.in_(Organisation.ids_within(*counties)))
    if holds(person, Role.HOST):
        led = sa.select(Cohort.id).where(Cohort.host_id == person.id)
        seen.append(Enrolment.cohort_id.in_(led) & Enrolment.state.in_(KNOWN_TO_HOST))
    return cases.where(sa.or_(*seen))


def _teaches_today_in(*organisations: Organisation) -> sa.ColumnElement[bool]:
    teachers = sa.select(Appointment.person_id).where(
        Appointment.role == Role.TEACHER,
        Appointment.holds(),
        Appointment.organisation_id.in_(Organisation.ids_within(*organisations)),
    )
    return Enrolment.teacher_id.in_(teachers)


def cases_to_decide(person: Person) -> sa.Select:
    """What waits for this person's decision, or for their school to put right; the most urgent first. The same answer
    as `policy.is_turn_of`, for the database."""
    turns = [*_turns_of_schools(person), *_turns_of_counties(person), *_turns_of_city(person)]
    return (
        sa.select(Enrolment)
        .join(Enrolment.cohort)
        .where(sa.or_(sa.false(), *turns), Enrolment.teacher_id != person.id, Cohort.state == CohortState.ANNOUNCED)
        .order_by(Cohort.county_review_by, Enrolment.moved_at, Enrolment.id)
    )


def _turns_of_schools(person: Person) -> Iterator[sa.ColumnElement[bool]]:
    """Applications of its teachers of today to recommend, and its own nominations to put right."""
    if schools := scopes(person, Role.SCHOOL_ADMIN):
        ours = Enrolment.school_id.in_(Organisation.ids_within(*schools)) & _teaches_today_in(*schools)
        nominated = Enrolment.nominated_by_id.is_not(None)
        to_recommend = Enrolment.state.in_((S.APPLIED, S.RETURNED_TO_SCHOOL)) & (Enrolment.moved_by_id != person.id)
        yield to_recommend & ~nominated & ours
        yield (Enrolment.state == S.RETURNED_TO_SCHOOL) & nominated & ours


def _turns_of_counties(person: Person) -> Iterator[sa.ColumnElement[bool]]:
    if counties := scopes(person, Role.COUNTY_ADMIN):
        ours = Enrolment.school_id.in_(Organisation.ids_within(*counties))
        yield Enrolment.state.in_((S.COUNTY_REVIEW, S.RETURNED_TO_COUNTY)) & _is_no_party(person) & ours


def _turns_of_city(person: Person) -> Iterator[sa.ColumnElement[bool]]:
    if is_city_admin(person):
        yield (Enrolment.state == S.CITY_REVIEW) & _is_no_party(person)
        not_nominated = Enrolment.nominated_by_id.is_distinct_from(person.id)
        yield (Enrolment.state == S.PROVISIONAL) & Cohort.is_on_notice.is_(False) & not_nominated


def _is_no_party(person: Person) -> sa.ColumnElement[bool]:
    return (Enrolment.moved_by_id != person.id) & Enrolment.nominated_by_id.is_distinct_from(person.id)


def confirmations_due(person: Person) -> sa.Select:
    """Places offered to this teacher that wait for a yes or no."""
    return (
        sa.select(Enrolment)
        .join(Enrolment.cohort)
        .where(
            Enrolment.teacher_id == person.id,
            Enrolment.state.in_(ASKS_TEACHER),
            Cohort.state == CohortState.ANNOUNCED,
        )
        .order_by(Cohort.confirm_by, Enrolment.id)
        .options(*CASE_LINE_JOINED)
    )


def corrections_due(person: Person) -> sa.Select:
    """This teacher's own applications that came back to be put right."""
    return (
        sa.select(Enrolment)
        .join(Enrolment.cohort)
        .where(
            Enrolment.teacher_id == person.id,
            Enrolment.state == S.RETURNED_TO_TEACHER,
            Cohort.state == CohortState.ANNOUNCED,
        )
        .order_by(Cohort.county_review_by, Enrolment.id)
        .options(*CASE_LINE_JOINED)
    )


def my_cases(person: Person) -> sa.Select:
    """Live ones first, then by the day the cohort begins, the latest first."""
    ended = Enrolment.state.in_(FREE_AGAIN)
    return (
        sa.select(Enrolment)
        .join(Enrolment.cohort)
        .where(Enrolment.teacher_id == person.id)
        .order_by(ended, Cohort.starts_on.desc(), Enrolment.id.desc())
        .options(*CASE_LINE_JOINED, selectinload(Enrolment.history))
    )


def my_case_in(person: Person, cohort: Cohort) -> sa.Select:
    """The case this person has in a cohort and has not withdrawn; the latest."""
    return (
        sa.select(Enrolment)
        .where(Enrolment.teacher_id == person.id, Enrolment.cohort_id == cohort.id, Enrolment.state != S.WITHDRAWN)
        .order_by(Enrolment.id.desc())
        .limit(1)
        .options(*CASE_PAGE)
    )


def cases_of(teachers: list[Person]) -> sa.Select:
    """Everything these teachers have asked for and not given up: what a new case is checked against."""
    ids = [teacher.id for teacher in teachers]
    kept = Enrolment.state.not_in((S.WITHDRAWN, S.DECLINED, S.CANCELLED))
    return (
        sa.select(Enrolment)
        .where(Enrolment.teacher_id.in_(ids), kept)
        .order_by(Enrolment.id)
        .options(joinedload(Enrolment.cohort).joinedload(Cohort.programme))
    )


def cases_under_my_eyes(person: Person, *, cohort: Cohort | None = None) -> sa.Select:
    """Other people's cases in cohorts that are not closed."""
    announced = sa.select(Cohort.id).where(Cohort.state == CohortState.ANNOUNCED)
    cases = enrolments_visible_to(person).where(Enrolment.teacher_id != person.id, Enrolment.cohort_id.in_(announced))
    return cases.where(Enrolment.cohort_id == cohort.id) if cohort else cases


def cases_reviewed_by(person: Person, pile: Pile, *, cohort: Cohort | None = None, q: str = "") -> sa.Select:
    """One pile of an office's list."""
    if pile is Pile.TO_DECIDE:
        cases = cases_to_decide(person).options(*CASE_LINE_JOINED)
        cases = cases.where(Enrolment.cohort_id == cohort.id) if cohort else cases
    else:
        cases = cases_under_my_eyes(person, cohort=cohort).where(Enrolment.state.in_(pile.states))
        rank = sa.func.coalesce(Enrolment.reserve_rank, 0)
        cases = cases.order_by(Enrolment.line_id, rank, Enrolment.moved_at.desc(), Enrolment.id).options(*CASE_LINE)
    return with_words(cases, q)


def with_words(cases: sa.Select, typed: str) -> sa.Select:
    """Cases of people whose name, pinyin, initials or school fit what was typed."""
    words = typed.strip()
    if not words:
        return cases
    spoken = words.lower().replace(" ", "")
    name = Person.name.contains(words, autoescape=True)
    said = sa.func.replace(Person.name_pinyin, " ", "").startswith(spoken, autoescape=True)
    initials = Person.name_initials.startswith(spoken, autoescape=True)
    school = Organisation.name.contains(words, autoescape=True)
    teachers, schools = sa.select(Person.id).where(name | said | initials), sa.select(Organisation.id).where(school)
    return cases.where(sa.or_(Enrolment.teacher_id.in_(teachers), Enrolment.school_id.in_(schools)))


def tally(cases: sa.Select) -> sa.Select:
    """(state, how many) of these cases."""
    counted = cases.with_only_columns(Enrolment.state, sa.func.count(), maintain_column_froms=True)
    return counted.order_by(None).group_by(Enrolment.state)


def how_many(cases: sa.Select) -> sa.Select:
    return sa.select(sa.func.count()).select_from(cases.with_only_columns(Enrolment.id).order_by(None).subquery())


def cases_to_route(cohort: Cohort) -> sa.Select:
    """Those that are to go on elsewhere when the cohort is cancelled."""
    return (
        sa.select(Enrolment)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(NOT_BEGUN))
        .order_by(Enrolment.id)
        .options(
            *WHO,
            joinedload(Enrolment.cohort),
            joinedload(Enrolment.teacher).selectinload(Person.appointments).joinedload(Appointment.organisation),
        )
    )


def waiting_by_line(cohort: Cohort) -> sa.Select:
    """(line id, on its reserve, of those from rural schools)"""
    rural = sa.func.count().filter(Organisation.is_rural)
    return (
        sa.select(Enrolment.line_id, sa.func.count(), rural)
        .join(Enrolment.school)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == S.RESERVE)
        .group_by(Enrolment.line_id)
    )


AlikeKey: TypeAlias = tuple[int, int, Stage | None, Subject | None]  # cohort, county, and what is taught


def placed_alike(cohort_ids: Collection[int]) -> sa.Select:
    """(`AlikeKey`, how many) with a seat, in these cohorts."""
    key = (Enrolment.cohort_id, QuotaLine.county_id, Person.stage, Person.subject)
    return (
        sa.select(*key, sa.func.count())
        .join(Enrolment.teacher)
        .join(Enrolment.line)
        .where(Enrolment.cohort_id.in_(cohort_ids), Enrolment.state.in_(SEATED))
        .group_by(*key)
    )
