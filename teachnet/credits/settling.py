"""What the ledger of one person must say, and which entries make it say so.

Everything that stands is counted again in the order in which it ended. Where the result differs from the ledger, the
old entry is taken back and a new one written. Entries of closed years stay: what is taken from them is taken back in
the earliest year that is open.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from teachnet.accounts.models import Person
from teachnet.credits.counting import Used, count
from teachnet.credits.models import AttestedRecord, CreditEntry, CreditRule, RuleSet
from teachnet.credits.rulebook import RuleBook


class Settling:
    def __init__(self, book: RuleBook, closed: set[int], by: Person):
        self.book, self.closed, self.by = book, closed, by

    def entries_for(self, records: Sequence[AttestedRecord], standing: Mapping[int, CreditEntry]) -> list[CreditEntry]:
        """`records` are all of one person, `standing` those of their entries that count, by record."""
        return [
            *(entry for record in records if record.is_void for entry in self._taken_back(standing.get(record.id))),
            *self._counted([record for record in records if not record.is_void], standing),
        ]

    def open_year(self, year: int) -> int:
        """This one, or the earliest after it that is not closed."""
        while year in self.closed:
            year += 1
        return year

    def _taken_back(self, entry: CreditEntry | None) -> Iterator[CreditEntry]:
        if entry is not None:
            yield entry.counter(year=self.open_year(entry.year), by=self.by, why="taken_back")

    def _counted(self, records: Sequence[AttestedRecord], standing: Mapping[int, CreditEntry]) -> Iterator[CreditEntry]:
        used = _UsedSoFar()
        for record in sorted(records, key=lambda one: (one.ends_on, one.id)):
            entry = standing.get(record.id)
            rules = self.book.of(record.organisation, record.ends_on.year)
            rule = rules and rules.rule_for(record.way, record.level)
            if entry is None or entry.year not in self.closed:
                fresh = self._fresh(record, rules, rule, used, edition=entry.edition + 1 if entry else 1)
                if entry is None or not entry.says_the_same(fresh):
                    if entry is not None:
                        yield entry.counter(year=entry.year, by=self.by, why="counted_anew")
                    yield fresh
                entry = fresh
            used.add(rules, rule, entry)

    def _fresh(
        self,
        record: AttestedRecord,
        rules: RuleSet | None,
        rule: CreditRule | None,
        used: "_UsedSoFar",
        edition: int,
    ) -> CreditEntry:
        year = self.open_year(record.ends_on.year)
        counted = count(record.activity, rule and rule.terms, used.of(rules, rule, year))
        moved = [["moved_year", record.ends_on.year, year]] if year != record.ends_on.year else []
        return CreditEntry(
            person_id=record.person_id,
            record_id=record.id,
            edition=edition,
            year=year,
            way=record.way,
            rule_id=rule and rule.id,
            minutes=counted.minutes,
            credits=counted.credits,
            steps=moved + counted.steps,
            by=self.by,
        )


class _UsedSoFar:
    """What each line of the rules has brought so far. A line is known by its way and level, for its number changes when
    the rules are written anew."""

    def __init__(self):
        self._years: dict[tuple, int] = defaultdict(int)
        self._cycles: dict[tuple, int] = defaultdict(int)

    def of(self, rules: RuleSet | None, rule: CreditRule | None, year: int) -> Used:
        if rules is None or rule is None:
            return Used()
        line = (rule.way, rule.level)
        return Used(self._years[*line, year], self._cycles[*line, rules.cycle_of(year).start])

    def add(self, rules: RuleSet | None, rule: CreditRule | None, entry: CreditEntry) -> None:
        if rules is not None and rule is not None:
            line = (rule.way, rule.level)
            self._years[*line, entry.year] += entry.credits
            self._cycles[*line, rules.cycle_of(entry.year).start] += entry.credits
