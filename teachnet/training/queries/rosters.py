"""The list of a class, and whom a school can put on it."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, load_only, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.training.models import Cohort, Enrolment, EnrolmentState
from teachnet.training.queries.cases import NAMED, enrolments_visible_to

SORTS = {
    "name": (Person.name_pinyin, Person.name),
    "school": (Organisation.name, Person.name_pinyin),
    "state": (Enrolment.state, Person.name_pinyin),
    "moved": (Enrolment.moved_at.desc(),),
}

ROSTER_LINE = (
    contains_eager(Enrolment.teacher).load_only(*NAMED),
    contains_eager(Enrolment.school).load_only(Organisation.name, Organisation.is_rural),
)


def roster(person: Person, cohort: Cohort, *, q: str = "", state: EnrolmentState | None = None, sort: str = "name"):
    """The cases of a class that this person may see, as the filter bar asks for them."""
    cases = with_words(enrolments_visible_to(person).where(Enrolment.cohort_id == cohort.id), q)
    if state:
        cases = cases.where(Enrolment.state == state)
    return sorted_by(cases, sort)


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


def sorted_by(cases: sa.Select, sort: str) -> sa.Select:
    order = SORTS.get(sort, SORTS["name"])
    return cases.join(Enrolment.teacher).join(Enrolment.school).order_by(*order, Enrolment.id)


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
    """Those whose stage and subject the class is for."""
    if cohort.stage:
        people = people.where(Person.stage == cohort.stage)
    if cohort.subject:
        people = people.where(Person.subject == cohort.subject)
    return people
