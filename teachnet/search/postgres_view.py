"""An index in PostgreSQL as one reader sees it: clauses as its `tsquery`, or as conditions where that cannot say it."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from teachnet.search.candidates import Candidates
from teachnet.search.clauses import EVERYTHING, AllOf, AnyOf, Clause, Has, Ids, Most, Not
from teachnet.search.engine import Order, Wish
from teachnet.search.plan import Plan
from teachnet.search.postgres_tables import entries
from teachnet.search.ranking import ordered, scores

RANKED = 1000  # brought here to be ranked; what comes after them is shown newest first
REMEMBERED = 20_000  # counts
COLUMNS = ("id", "at", "adoptions", "rating", "words_length", "grams_length")
ORDERS = {
    Order.NEWEST: (entries.c.at.desc(),),
    Order.MOST_ADOPTED: (entries.c.adoptions.desc(),),
    Order.BEST_RATED: (entries.c.rating.desc(),),
}
# Before each term, the bag it is in; in the order in which a very long text loses them last.
PREFIXES = {"readers": "r", "facets": "f", "names": "n", "top": "t", "words": "w", "grams": "g", "sounds": "s"}

Condition = sa.ColumnElement[bool]
T = TypeVar("T")


def lexeme(bag: str, term: str) -> str:
    """As both `tsvector` and `tsquery` read it."""
    quoted = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{PREFIXES[bag]}:{quoted}'"


class PostgresView:
    def __init__(self, connection: sa.Connection, build_id: int, wish: Wish, known: dict):
        self.connection, self.known = connection, known
        self.build = entries.c.build_id == build_id
        self.readers = " | ".join(lexeme("readers", reader) for reader in sorted(wish.readers)) or "'nobody'"
        self.without = wish.without
        self.total, self._words, self._grams = self._once(("sizes",), self._sizes)

    def _once(self, asked: tuple, ask: Callable[[], T]) -> T:
        key = self._key(*asked)
        if key not in self.known:
            if len(self.known) > REMEMBERED:
                self.known.clear()
            self.known[key] = ask()
        return self.known[key]

    def _key(self, *asked) -> tuple:
        return self.readers, self.without, *asked

    def _sizes(self) -> tuple[int, float, float]:
        lengths = (sa.func.avg(column) for column in (entries.c.words_length, entries.c.grams_length))
        found = self.connection.execute(sa.select(sa.func.count(), *lengths).where(self._narrowed(EVERYTHING))).one()
        count, words, grams = tuple(found)
        return count, float(words or 0), float(grams or 0)

    def mean_length(self, bag: str) -> float:
        return self._words if bag == "words" else self._grams

    def holding(self, clause: Clause) -> int:
        asked = sa.select(sa.func.count()).select_from(entries)
        return self._once(("holding", clause), lambda: self.connection.scalar(asked.where(self._narrowed(clause))))

    def foresee(self, clauses: Iterable[Clause]) -> None:
        """In one statement: each costs more to send than to answer."""
        new = [clause for clause in dict.fromkeys(clauses) if self._key("holding", clause) not in self.known]
        if new:
            counted = (
                sa.select(sa.func.count()).select_from(entries).where(self._narrowed(clause)).scalar_subquery()
                for clause in new
            )
            found = self.connection.execute(sa.select(*counted)).one()
            self.known |= {self._key("holding", clause): count for clause, count in zip(new, found, strict=True)}

    def counts(self, clause: Clause, facets: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        held = sa.select(sa.func.unnest(entries.c.facets).label("code")).where(self._narrowed(clause)).subquery()
        asked = sa.select(held.c.code, sa.func.count()).group_by(held.c.code)
        counts: dict[str, dict[str, int]] = {}
        for pair, count in self.connection.execute(asked):
            facet, value = pair.split("=", 1)
            if facets is None or facet in facets:
                counts.setdefault(facet, {})[value] = count
        return counts

    def best(self, plan: Plan, clause: Clause, order: Order, offset: int, limit: int) -> list[int]:
        held = self._narrowed(clause)
        if order is not Order.RELEVANCE or not plan.worths:
            return self._in_order(held, order, offset, limit)
        near = self._candidates(plan, held, self.holding(clause))
        ids = self._ranked(plan, near)[offset : offset + limit]
        if len(near) == RANKED and (missing := limit - len(ids)):
            rest = held & entries.c.id.not_in([row.id for row in near])
            ids += self._in_order(rest, Order.NEWEST, max(0, offset - RANKED), missing)
        return ids

    def _in_order(self, held: Condition, order: Order, offset: int, limit: int) -> list[int]:
        by = (*ORDERS.get(order, ORDERS[Order.NEWEST]), entries.c.id.desc())
        found = sa.select(entries.c.id).where(held).order_by(*by).offset(offset).limit(limit)
        return list(self.connection.scalars(found))

    def _candidates(self, plan: Plan, held: Condition, total: int) -> list[sa.Row]:
        asked = sa.select(*(entries.c[name] for name in COLUMNS), entries.c.bag).where(held)
        if total > RANKED:
            asked = asked.where(entries.c.id.in_(self._promising(plan, held)))
        return list(self.connection.execute(asked).all())

    def _promising(self, plan: Plan, held: Condition) -> list[int]:
        """Where most of the rare words are, twice if in the title: from the index alone, without reading a document."""
        words = {worth.term: worth.weight for worth in plan.worths if worth.bag == "words"}
        earned = [
            sa.select(entries.c.id, sa.literal(weight).label("weight")).where(self.build, _terms(lexeme(bag, term)))
            for term, weight in words.items()
            for bag in ("words", "top")
        ]
        found = sa.select(entries.c.id).where(held)
        if earned:
            gained = sa.union_all(*earned).subquery()
            weight = sa.func.sum(gained.c.weight).label("weight")
            summed = sa.select(gained.c.id, weight).group_by(gained.c.id).subquery()
            found = found.outerjoin(summed, summed.c.id == entries.c.id).order_by(sa.nulls_last(summed.c.weight.desc()))
        newest = (*ORDERS[Order.NEWEST], entries.c.id.desc())
        return list(self.connection.scalars(found.order_by(*newest).limit(RANKED)))

    def _ranked(self, plan: Plan, rows: list[sa.Row]) -> list[int]:
        columns = {name: [getattr(row, name) for row in rows] for name in COLUMNS}
        listed = Candidates(columns, [bytes(row.bag) for row in rows], plan)
        numbers = ordered(listed, np.arange(listed.size), Order.RELEVANCE, scores(listed, plan))
        return listed.columns["id"][numbers].tolist()

    # clauses as conditions

    def _narrowed(self, clause: Clause) -> Condition:
        """The reader's codes and as much of the clause as one `tsquery` can say are one look into the index."""
        parts = clause.parts if isinstance(clause, AllOf) else (clause,)
        said = [part for part in parts if _can_be_said(part)]
        rest = [self._condition(part) for part in parts if not _can_be_said(part)]
        if self.without:
            rest.append(entries.c.id.not_in(sorted(self.without)))
        terms = " & ".join([f"({self.readers})", *map(_said, said)])
        return sa.and_(self.build, _terms(terms), *rest)

    def _condition(self, clause: Clause) -> Condition:
        match clause:
            case AllOf(parts):
                return sa.and_(sa.true(), *map(self._condition, parts))
            case AnyOf(parts):
                return sa.or_(sa.false(), *map(self._condition, parts))
            case Not(part):
                return ~self._condition(part)
            case Most(parts, least):
                return entries.c.id.in_(self._weighing(parts, least))
            case Ids(ids):
                return entries.c.id.in_(sorted(ids))
            case _:
                return _terms(_said(clause))

    def _weighing(self, parts: tuple[tuple[Clause, int], ...], least: int) -> sa.Select:
        held = [
            sa.select(entries.c.id, sa.literal(weight).label("weight")).where(self.build, self._condition(part))
            for part, weight in parts
        ]
        all_ = sa.union_all(*held).subquery()
        return sa.select(all_.c.id).group_by(all_.c.id).having(sa.func.sum(all_.c.weight) >= least)


def _terms(query: str) -> Condition:
    return entries.c.terms.bool_op("@@")(sa.cast(query, TSQUERY))


def _can_be_said(clause: Clause) -> bool:
    match clause:
        case Has():
            return True
        case AllOf(parts) | AnyOf(parts):
            return bool(parts) and all(map(_can_be_said, parts))
        case Not(part):
            return _can_be_said(part)
        case _:
            return False


def _said(clause: Clause) -> str:
    match clause:
        case Has(bag, term):
            return lexeme(bag, term)
        case AllOf(parts):
            return f"({' & '.join(map(_said, parts))})"
        case AnyOf(parts):
            return f"({' | '.join(map(_said, parts))})"
        case Not(part):
            return f"!{_said(part)}"
        case _:
            raise TypeError(clause)
