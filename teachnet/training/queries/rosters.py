"""The list of a cohort, and whom a school can put on it."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.training.chain import EXPECTED, ON_ROSTER
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, QuotaLine
from teachnet.training.queries.cases import NAMED, enrolments_visible_to, with_words

SORTS = {
    "name": (Person.name_pinyin, Person.name),
    "school": (Organisation.name, Person.name_pinyin),
    "state": (Enrolment.state, Person.name_pinyin),
    "moved": (Enrolment.moved_at.desc(),),
}

# What a line of the list shows, and no more of the case is read.
ROSTER_LINE = (
    Enrolment.id,
    Enrolment.state,
    Enrolment.reserve_rank,
    Enrolment.nominated_by_id.is_not(None).label("is_nominated"),
    Person.name,
    Person.gender,
    Person.stage,
    Person.subject,
    Person.title,
    Organisation.name.label("school"),
)

# A file holds more of each person, and the phone to be masked.
ROSTER_EXPORT = (
    contains_eager(Enrolment.teacher).load_only(*NAMED, Person.phone),
    contains_eager(Enrolment.school),
    joinedload(Enrolment.line).joinedload(QuotaLine.county),
    joinedload(Enrolment.moved_by).load_only(Person.name),
)


def roster_of(person: Person, cohort: Cohort) -> sa.Select:
    """The cases of a cohort that this person may see."""
    return enrolments_visible_to(person).where(Enrolment.cohort_id == cohort.id)


def roster(
    person: Person, cohort: Cohort, *, q: str = "", state: EnrolmentState | None = None, sort: str = "name"
) -> sa.Select:
    """The same, as the filter bar asks for it."""
    cases = with_words(roster_of(person, cohort), q)
    return _sorted(cases.where(Enrolment.state == state) if state else cases, sort)


def placed_in(person: Person, cohort: Cohort) -> sa.Select:
    """Those with a place, for the printed list."""
    return _sorted(roster_of(person, cohort).where(Enrolment.state.in_(ON_ROSTER)), "name")


def expected_in(person: Person, cohort: Cohort) -> sa.Select:
    """Those with a place who have not arrived."""
    return _of_class(person, cohort, EXPECTED)


def arrived_in(person: Person, cohort: Cohort) -> sa.Select:
    """Those who are there and have not been told whether they have completed it."""
    return _of_class(person, cohort, (EnrolmentState.ARRIVED,))


def _of_class(person: Person, cohort: Cohort, states: Collection[EnrolmentState]) -> sa.Select:
    shown = (
        contains_eager(Enrolment.teacher).load_only(*NAMED),
        contains_eager(Enrolment.school),
        joinedload(Enrolment.line),
        joinedload(Enrolment.cohort).joinedload(Cohort.programme),
    )
    return _sorted(roster_of(person, cohort).where(Enrolment.state.in_(states)), "name").options(*shown)


def _sorted(cases: sa.Select, sort: str) -> sa.Select:
    return cases.join(Enrolment.teacher).join(Enrolment.school).order_by(*SORTS[sort], Enrolment.id)


def teachers_to_nominate(person: Person) -> sa.Select:
    """Who teaches today at the schools this person administers; not the person themself."""
    here = sa.exists().where(
        Appointment.person_id == Person.id,
        Appointment.role == Role.TEACHER,
        Appointment.holds(),
        Appointment.organisation_id.in_(Organisation.ids_within(*scopes(person, Role.SCHOOL_ADMIN))),
    )
    return (
        sa.select(Person)
        .where(here, Person.disabled_at.is_(None), Person.id != person.id)
        .order_by(Person.name_pinyin, Person.id)
        .options(
            load_only(*NAMED),
            selectinload(Person.appointments).joinedload(Appointment.organisation),
        )
    )


def who_teach(people: sa.Select, cohort: Cohort) -> sa.Select:
    """Those whose stage and subject the cohort is for."""
    if cohort.stage:
        people = people.where(Person.stage == cohort.stage)
    if cohort.subject:
        people = people.where(Person.subject == cohort.subject)
    return people
