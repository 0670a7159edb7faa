"""Records, entries and their sums."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.accounts.queries import named_like
from teachnet.credits.attestation import Attestation
from teachnet.credits.models import AttestedRecord, CreditEntry, CreditYear, RuleSet, Source
from teachnet.credits.policy import sees_all

# (year, closed_at) of every year there is.
YEARS = sa.select(CreditYear.year, CreditYear.closed_at).order_by(CreditYear.year)

_counter = aliased(CreditEntry)
# Where somebody teaches today.
SCHOOL = (
    sa.select(Organisation.name)
    .join(Appointment, Appointment.organisation_id == Organisation.id)
    .where(Appointment.person_id == Person.id, Appointment.role == Role.TEACHER, Appointment.holds())
    .order_by(Appointment.id.desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
ENTRY_PAGE = (
    joinedload(CreditEntry.record).joinedload(AttestedRecord.attested_by).load_only(Person.name),
    joinedload(CreditEntry.record).joinedload(AttestedRecord.voided_by).load_only(Person.name),
    joinedload(CreditEntry.by).load_only(Person.name),
)


def years() -> sa.Select:
    return sa.select(CreditYear).order_by(CreditYear.year.desc()).options(joinedload(CreditYear.closed_by))


def learners_visible_to(person: Person) -> sa.Select:
    """Whose credits one sees: one's own; a school those who teach there today, a county those in its schools."""
    if sees_all(person):
        return sa.select(Person)
    mine = scopes(person, Role.SCHOOL_ADMIN, *OVERSEERS)
    here = _who_teach(Appointment.organisation_id.in_(Organisation.ids_within(*mine)))
    return sa.select(Person).where(sa.or_(Person.id == person.id, Person.id.in_(here)))


def _who_teach(*conditions: sa.ColumnElement[bool]) -> sa.Select:
    return sa.select(Appointment.person_id).where(Appointment.role == Role.TEACHER, Appointment.holds(), *conditions)


def learners(person: Person, *, year: int, cycle: range, words: str = "", behind: int | None = None) -> sa.Select:
    """Lines for an office: who teaches today, where, and what they have in the year and in the cycle; `behind` keeps
    those with fewer hundredths of a credit in the year."""
    this_year = _sum(CreditEntry.credits, CreditEntry.year == year)
    rows = (
        learners_visible_to(person)
        .where(Person.id.in_(_who_teach()), Person.id != person.id, Person.disabled_at.is_(None))
        .with_only_columns(
            Person.id,
            Person.name,
            SCHOOL.label("school"),
            _sum(CreditEntry.minutes, CreditEntry.year == year).label("year_minutes"),
            this_year.label("year_credits"),
            _sum(CreditEntry.minutes, CreditEntry.year.in_(cycle)).label("cycle_minutes"),
            _sum(CreditEntry.credits, CreditEntry.year.in_(cycle)).label("cycle_credits"),
        )
    )
    if words:
        schools = sa.select(Organisation.id).where(Organisation.name.contains(words, autoescape=True))
        rows = rows.where(named_like(words) | Person.id.in_(_who_teach(Appointment.organisation_id.in_(schools))))
    if behind is not None:
        rows = rows.where(this_year < behind)
    return rows.order_by(Person.name_pinyin, Person.id)


def _sum(column, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """Of each person's entries, by the index on person and year."""
    found = sa.select(sa.func.sum(column)).where(CreditEntry.person_id == Person.id, *conditions)
    return sa.func.coalesce(found.correlate(Person).scalar_subquery(), 0)


def sums_of(person_id: int, years: Iterable[int]) -> sa.Select:
    """(year, way, minutes, credits) for each year and way there are entries of."""
    return (
        sa.select(CreditEntry.year, CreditEntry.way, sa.func.sum(CreditEntry.minutes), sa.func.sum(CreditEntry.credits))
        .where(CreditEntry.person_id == person_id, CreditEntry.year.in_(list(years)))
        .group_by(CreditEntry.year, CreditEntry.way)
        .order_by(CreditEntry.year, CreditEntry.way)
    )


def entries_of(person_id: int) -> sa.Select:
    """The ledger of one person, the latest first, with what it counts."""
    return (
        sa.select(CreditEntry)
        .where(CreditEntry.person_id == person_id)
        .order_by(CreditEntry.year.desc(), CreditEntry.id.desc())
        .options(*ENTRY_PAGE)
    )


def record_visible_to(person: Person) -> sa.Select:
    seen = learners_visible_to(person).with_only_columns(Person.id)
    return sa.select(AttestedRecord).where(AttestedRecord.person_id.in_(seen))


def records_of(people: Collection[int]) -> sa.Select:
    """Everything ever attested for them, also what was taken back."""
    return (
        sa.select(AttestedRecord)
        .where(AttestedRecord.person_id.in_(people))
        .options(joinedload(AttestedRecord.organisation))
    )


def standing_entries_of(people: Collection[int]) -> sa.Select:
    """Entries that count: no counter-entries, and none that one takes back."""
    taken_back = sa.exists().where(_counter.takes_back_id == CreditEntry.id)
    return sa.select(CreditEntry).where(
        CreditEntry.person_id.in_(people), CreditEntry.takes_back_id.is_(None), ~taken_back
    )


def standing_records_from(attestations: Iterable[Attestation]) -> sa.Select:
    """Of the same persons from the same things."""
    wanted = [(one.person_id, one.source, one.source_id) for one in attestations]
    same = sa.tuple_(AttestedRecord.person_id, AttestedRecord.source, AttestedRecord.source_id).in_(wanted)
    return sa.select(AttestedRecord).where(AttestedRecord.stands(), same)


def standing_records_of(source: Source, source_ids: Collection[int]) -> sa.Select:
    same = (AttestedRecord.source == source) & AttestedRecord.source_id.in_(source_ids)
    return sa.select(AttestedRecord).where(AttestedRecord.stands(), same).order_by(AttestedRecord.id)


def people_counted_under(rule_set: RuleSet) -> sa.Select:
    """Ids of those who have something that ended in its years, in its organisation or below."""
    within = Organisation.ids_within(rule_set.organisation)
    ended = sa.extract("year", AttestedRecord.ends_on)
    years = ended >= rule_set.from_year
    if rule_set.until_year is not None:
        years &= ended <= rule_set.until_year
    return (
        sa.select(AttestedRecord.person_id)
        .distinct()
        .where(AttestedRecord.organisation_id.in_(within), AttestedRecord.stands(), years)
        .order_by(AttestedRecord.person_id)
    )


def year_figures(year: int) -> sa.Select:
    """(people, minutes, credits) of a year, for who is about to close it."""
    return sa.select(
        sa.func.count(CreditEntry.person_id.distinct()),
        sa.func.coalesce(sa.func.sum(CreditEntry.minutes), 0),
        sa.func.coalesce(sa.func.sum(CreditEntry.credits), 0),
    ).where(CreditEntry.year == year)
