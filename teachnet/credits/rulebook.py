"""Which rules hold for whom, and when: a county's own before the city's."""

from collections.abc import Iterable

from teachnet.accounts.models import Organisation
from teachnet.credits.counting import Terms
from teachnet.credits.models import Level, RuleSet, Way


class RuleBook:
    """`rule_sets` with their organisations, rules and requirements."""

    def __init__(self, rule_sets: Iterable[RuleSet]):
        self._nearest_first = sorted(rule_sets, key=lambda one: len(one.organisation.lineage), reverse=True)

    def terms_for(self, organisation: Organisation | None, year: int, way: Way, level: Level) -> Terms | None:
        rules = self.of(organisation, year)
        rule = rules and rules.rule_for(way, level)
        return rule and rule.terms

    def of(self, organisation: Organisation | None, year: int) -> RuleSet | None:
        """The rules of the nearest organisation above, for that year."""
        return next(
            (
                one
                for one in self._nearest_first
                if organisation is not None and organisation.is_within(one.organisation) and one.covers(year)
            ),
            None,
        )
