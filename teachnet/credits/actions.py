"""Writing the ledger: it spans a person's records, their entries, the rules and the years."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.credits import queries
from teachnet.credits.attestation import Attestation
from teachnet.credits.models import (
    AttestedRecord,
    Claim,
    CreditAccount,
    CreditYear,
    RuleSet,
    Source,
)
from teachnet.credits.rulebook import RuleBook
from teachnet.credits.settling import Settling
from teachnet.db import db, insert_if_new, insert_those_new
from teachnet.errors import Refused
from teachnet.jobs import outbox

AT_ONCE = 500  # people counted anew in one transaction


def attest(attestations: Sequence[Attestation], *, by: Person) -> list[AttestedRecord]:
    """All of them or none. `Refused` when one of them stands in the ledger already."""
    people = {one.person_id for one in attestations}
    settling = _lock(people, by)
    if known := db.session.scalars(queries.standing_records_from(attestations)).first():
        raise Refused(_("“%(title)s” is counted for this person already.", title=known.title))
    records = [AttestedRecord(**asdict(one), attested_by_id=by.id) for one in attestations]
    db.session.add_all(records)
    db.session.flush()
    _settle(people, settling)
    return records


def void(record: AttestedRecord, *, by: Person, reason: str) -> None:
    """It was a mistake: what it brought is taken back, and what its caps kept from others is counted anew."""
    settling = _lock({record.person_id}, by)
    db.session.refresh(record)
    record.void(by=by, reason=reason)
    db.session.flush()
    _settle({record.person_id}, settling)


def void_source(source: Source, source_ids: Collection[int], *, by: Person, reason: str) -> None:
    """What was attested from these things no longer holds."""
    for record in db.session.scalars(queries.standing_records_of(source, source_ids)).all():
        void(record, by=by, reason=reason)


def recount(people: Collection[int], *, by: Person) -> None:
    """After the rules have changed: open years are counted by the new ones, closed years stay."""
    if people:
        _settle(people, _lock(people, by))


def recount_under(rule_set: RuleSet, *, by: Person) -> int:
    """Everybody whose records these rules count, in the background. Tells how many people that is."""
    people = list(db.session.scalars(queries.people_counted_under(rule_set)))
    for first in range(0, len(people), AT_ONCE):
        outbox.send("credits.recount", people=people[first : first + AT_ONCE], by=by.id)
    return len(people)


def accept(claim: Claim, *, by: Person, note: str = "") -> None:
    """The county vouches for training taken elsewhere; from then on it counts."""
    claim.accept(by=by, note=note)
    attestation = Attestation(
        person_id=claim.person_id,
        organisation_id=claim.school_id,
        way=claim.way,
        level=claim.level,
        title=claim.title,
        source=Source.CLAIM,
        source_id=claim.id,
        begins_on=claim.begins_on,
        ends_on=claim.ends_on,
        planned_minutes=claim.minutes,
        minutes=claim.minutes,
        passed=True,  # what was not passed has no proof
    )
    attest([attestation], by=by)


def close_year(year: int, *, by: Person) -> CreditYear:
    """Years are closed in their order. Whoever is counting in this year right now is waited for."""
    db.session.execute(insert_if_new(CreditYear, by=["year"], year=year))
    up_to = sa.select(CreditYear).where(CreditYear.year <= year).order_by(CreditYear.year).with_for_update()
    *earlier, this = db.session.scalars(up_to.execution_options(populate_existing=True)).all()
    if still_open := [one.year for one in earlier if not one.is_closed]:
        raise Refused(_("Close %(year)s first.", year=min(still_open)))
    this.close(by=by)
    return this


def change_rules(rule_set: RuleSet, write: Callable[[RuleSet], None], *, by: Person) -> int:
    """`write` puts into the rules what was typed. Closed years keep the rules they were counted by; that these end, and
    others follow, can still be said. Tells whose credits are counted anew."""
    closed = [year for year, closed_at in db.session.execute(queries.YEARS) if closed_at is not None]
    covered = [year for year in closed if rule_set.id is not None and rule_set.covers(year)]
    before = rule_set.terms if covered else None
    write(rule_set)
    now_covered = [year for year in closed if rule_set.covers(year)]
    if now_covered != covered or (covered and rule_set.terms != before):
        raise Refused(
            _(
                "%(year)s is closed and stays counted as it was. Let the old rules end with that year and write new "
                "ones from the next.",
                year=max(covered + now_covered),
            )
        )
    others = db.session.scalars(queries.rule_sets_of(rule_set.organisation_id)).all()
    if any(other is not rule_set and other.meets(rule_set) for other in others):
        raise Refused(_("Other rules of this organisation hold for some of these years. End those first."))
    db.session.add(rule_set)
    db.session.flush()
    return recount_under(rule_set, by=by)


def rule_book() -> RuleBook:
    """All rules there are: a city has a handful."""
    return RuleBook(db.session.scalars(queries.rule_sets()))


def _lock(people: Iterable[int], by: Person) -> Settling:
    """Years stay as open as they are, and nobody else counts for these people, until we commit."""
    years = db.session.execute(queries.YEARS.with_for_update(read=True)).all()
    people = sorted(people)
    db.session.execute(insert_those_new(CreditAccount, [{"person_id": one} for one in people], by=["person_id"]))
    accounts = sa.select(CreditAccount.id).where(CreditAccount.person_id.in_(people)).order_by(CreditAccount.person_id)
    db.session.execute(accounts.with_for_update()).all()
    closed = {year for year, closed_at in years if closed_at is not None}
    return Settling(rule_book(), closed, by)


def _settle(people: Collection[int], settling: Settling) -> None:
    records, standing = defaultdict(list), {}
    for record in db.session.scalars(queries.records_of(people)):
        records[record.person_id].append(record)
    for entry in db.session.scalars(queries.standing_entries_of(people)):
        standing[entry.record_id] = entry
    entries = [entry for theirs in records.values() for entry in settling.entries_for(theirs, standing)]
    _begin_years({entry.year for entry in entries})
    db.session.add_all(entries)
    db.session.flush()


def _begin_years(years: Collection[int]) -> None:
    if years:
        db.session.execute(insert_those_new(CreditYear, [{"year": year} for year in sorted(years)], by=["year"]))
