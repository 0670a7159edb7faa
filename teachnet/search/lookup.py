"""Which documents hold a word that was typed, by any of the ways it can be meant, and what that is worth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from teachnet.search import analyser
from teachnet.search.clauses import NOTHING, Clause, Has, all_of, any_of, holding
from teachnet.search.dictionaries import others
from teachnet.search.plan import SENTENCE, Plan, Seen, Wanted, Worth, literally, match, must, rarity
from teachnet.search.query import Query, Term

# Tuned on known-item questions (flask eval-search): more grams cost the first place, fewer lose rare names.
GRAM_SHARE = 0.35
SYNONYM_SHARE = 0.8

Synonyms = Mapping[str, tuple[str, ...]]


def plan_of(query: Query, seen: Seen, synonyms: Synonyms | None = None) -> Plan:
    """`synonyms`: a folded word to what else it is called; those of trade.txt, if none are given."""
    synonyms = others() if synonyms is None else synonyms
    terms = [term for term in query.terms if not term.field and not term.is_negated]
    seen.foresee(clause for term in terms for clause in _asked(term, synonyms))
    words = [Word(seen, term, synonyms) for term in terms]
    found = [word for word in words if word.holders is not None]
    wanted = Wanted(
        holders=[word.holders for word in found],
        parts=[part for word in found for part in word.parts],
        is_sentence=any(len(word.parts) >= SENTENCE for word in found),
    )
    nothing_but_signs = not query.terms and not query.is_blank
    must_hold = NOTHING if nothing_but_signs else must(query)
    matching, loosened = match(seen, must_hold, wanted, has_words=bool(words))
    return Plan(
        matching=matching,
        worths=tuple(worth for word in words for worth in word.worths),
        means={bag: seen.mean_length(bag) for bag in ("words", "grams")} if words else {},
        phrases=tuple(analyser.fold(term.text) for term in query.terms if _is_phrase(term)),
        loosened=loosened,
        unseen=tuple(dict.fromkeys(unit for word in words for unit in word.unseen)),
        marks=tuple(dict.fromkeys(mark for word in words for mark in word.marks)),
        sounds=tuple(dict.fromkeys(sound for word in words for sound in word.sounds)),
    )


def _asked(term: Term, synonyms: Synonyms) -> Iterator[Clause]:
    """Most of what looking a word up will ask."""
    folded = analyser.fold(term.text)
    units = analyser.joined(analyser.units(folded), synonyms)
    others_of = [other for unit in units for other in synonyms.get(unit, ())]
    words = [*units, *analyser.meaningful(analyser.words(folded)), *others_of]
    yield from (Has("words", word) for word in words)
    yield from (Has("grams", gram) for gram in analyser.grams(folded))


def _is_phrase(term: Term) -> bool:
    return term.is_phrase and not term.field and not term.is_negated


@dataclass
class Word:
    """One term of the query that may stand anywhere, and what is known of it."""

    seen: Seen
    term: Term
    synonyms: Synonyms
    holders: Clause | None = None  # None: it occurs nowhere
    parts: list[tuple[Clause, float]] = field(default_factory=list)  # each unit and its weight
    unseen: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    worths: list[Worth] = field(default_factory=list)

    def __post_init__(self):
        folded = analyser.fold(self.term.text)
        units = analyser.joined(analyser.units(folded), self.synonyms)
        grams = list(dict.fromkeys(analyser.grams(folded)))
        routes = [route for route in (self._by_units(units), self._by_grams(units, grams)) if route is not None]
        if routes:
            self.holders = any_of(routes)
            self.unseen = [] if self.sounds else self.unseen
        inner = analyser.meaningful(analyser.words(folded))
        for inside in inner:
            self._earn("words", inside)
        self.marks += [folded.strip(), *units, *inner]

    def _earn(self, bag: str, term: str, share: float = 1.0, **how) -> int:
        """Documents with this term are worth something; how many there are. `how` as a `Worth` has it."""
        if count := self.seen.holding(Has(bag, term)):
            self.worths.append(Worth(bag, term, share * rarity(self.seen.total, count), **how))
        return count

    def _by_units(self, units: list[str]) -> Clause | None:
        """The documents with all units of the word that occur at all."""
        for unit in units:
            holders = self._unit(unit)
            if count := self.seen.holding(holders):
                self.parts.append((holders, rarity(self.seen.total, count)))
            else:
                self.unseen.append(unit)
        return all_of(holders for holders, _ in self.parts) if self.parts else None

    def _unit(self, unit: str) -> Clause:
        ways: list[Clause] = [Has("words", unit)]
        earlier = [unit]
        for other in self.synonyms.get(unit, ()):
            ways.append(self._other(unit, other, tuple(earlier)))
            self.marks.append(other)
            earlier.append(other)
        if len(unit) > 2 and analyser.is_han(unit):
            ways.append(holding("grams", analyser.grams(unit)))
        if unit.isascii():
            ways += self._typed_in_letters(unit)
        return any_of(ways)

    def _other(self, unit: str, other: str, earlier: tuple[str, ...]) -> Clause:
        """A synonym that is a word of the index; or one that an editor has added since, by what it is made of."""
        if self._earn("words", other, self._share_of(unit, other), unless=earlier, is_synonym=True):
            return Has("words", other)
        grams = analyser.grams(other) if analyser.is_han(other) else []
        for gram in grams:
            self._earn("grams", gram, SYNONYM_SHARE / len(grams), is_synonym=True)
        return holding("grams", grams) if grams else literally(other)

    def _share_of(self, unit: str, other: str) -> float:
        """A synonym is worth less than the word itself, however rare it is."""
        typed, meant = (rarity(self.seen.total, self.seen.holding(Has("words", word))) for word in (unit, other))
        return SYNONYM_SHARE * min(1.0, typed / meant)

    def _typed_in_letters(self, unit: str) -> list[Clause]:
        """tiwen, tw, wangfang: what a name or a trade word sounds like."""
        self._earn("names", f":{unit}")
        ways: list[Clause] = [Has("names", f":{unit}")]
        if sounds := analyser.typed_sounds(unit):
            for sound in sounds:
                self._earn("sounds", sound)
            self.sounds += sounds
            ways.append(holding("sounds", sounds))
        return ways

    def _by_grams(self, units: list[str], grams: list[str]) -> Clause | None:
        """The documents with all pairs of characters; a pair that occurs nowhere is taken by its sound."""
        routes: list[Clause] = []
        for gram in grams:
            bag, term = "grams", gram
            if not self._earn(bag, term, GRAM_SHARE):
                bag, term = "sounds", analyser.sound(gram)
                if self._earn(bag, term):
                    self.sounds.append(term)
            routes.append(Has(bag, term))
        letters = [Has("words", unit) for unit in units if not analyser.is_han(unit)]
        holders = all_of([*routes, *letters])
        return holders if routes and self.seen.holding(holders) else None
