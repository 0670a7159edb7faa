"""Figures of agreement, against the textbook and against another way of working them out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.observations.agreement import agreement_of, compare, seen_at
from teachnet.observations.models import MarkKind
from teachnet.observations.tally import Stretch, Tally

TEACHER, PUPILS, GROUPS = MarkKind.TEACHER, MarkKind.PUPILS, MarkKind.GROUPS
MINUTE = 60_000

KINDS = st.sampled_from("abcd")
ROWS = st.integers(1, 60).flatmap(lambda n: st.tuples(*[st.lists(KINDS, min_size=n, max_size=n)] * 2))


def from_pairs(*cells: tuple[str, str, int]):
    pairs = [(one, other) for one, other, count in cells for _ in range(count)]
    return agreement_of(*zip(*pairs, strict=True))


def kappa_by_disagreement(first, second) -> float | None:
    """One minus observed over expected disagreement, each pair of units of the two rows compared with every other: no
    table of counts, no shares."""
    observed = sum(one != other for one, other in zip(first, second, strict=True)) / len(first)
    expected = sum(one != other for one, other in product(first, second)) / len(first) ** 2
    return None if expected == 0 else 1 - observed / expected


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [
        # Cohen 1960, table 1 (of 200 pairs): three kinds of disorder.
        ([("p", "p", 88), ("p", "n", 14), ("p", "o", 18), ("n", "p", 10), ("n", "n", 40), ("n", "o", 10),
          ("o", "p", 2), ("o", "n", 6), ("o", "o", 12)], 0.492),
        # Two readers of fifty applications: 35 alike, half of it by chance.
        ([("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)], 0.4),
        ([("yes", "yes", 45), ("yes", "no", 15), ("no", "yes", 25), ("no", "no", 15)], 0.1304),
        ([("a", "b", 5), ("b", "a", 5)], -1),
    ],
)  # fmt: skip
def test_known_figures_come_out(cells, kappa):
    assert from_pairs(*cells).kappa == pytest.approx(kappa, abs=5e-4)


@given(ROWS)
def test_both_ways_of_working_it_out_agree(rows):
    kappa, other = agreement_of(*rows).kappa, kappa_by_disagreement(*rows)
    assert kappa == (None if other is None else pytest.approx(other))
    assert kappa is None or -1 <= kappa <= 1


def test_where_there_is_nothing_to_tell_apart_there_is_no_figure():
    assert agreement_of(["a", "a"], ["a", "a"]).kappa is None
    assert agreement_of([], []).kappa is None
    assert agreement_of(["a", "b"], ["a", "b"]).kappa == 1


def test_a_lesson_is_compared_from_where_both_began_to_where_the_first_ended():
    first = Tally([Stretch(TEACHER, 0, 10 * MINUTE), Stretch(PUPILS, 10 * MINUTE, 40 * MINUTE)], [], 40 * MINUTE)
    second = Tally(
        [Stretch(TEACHER, 5 * MINUTE, 15 * MINUTE), Stretch(PUPILS, 15 * MINUTE, 30 * MINUTE)], [], 30 * MINUTE
    )

    found = compare(first, second)

    assert found.units == 25 * 6
    assert found.pairs == {(TEACHER, TEACHER): 30, (PUPILS, TEACHER): 30, (PUPILS, PUPILS): 90}
    assert compare(first, Tally([], [], 40 * MINUTE)).units == 0


def test_what_goes_on_in_the_middle_of_a_unit_counts():
    stretches = [Stretch(TEACHER, 0, 4000), Stretch(PUPILS, 4000, 16_000), Stretch(GROUPS, 16_000, 30_000)]
    assert seen_at(stretches, [0, 3999, 4000, 15_999, 16_000]) == [TEACHER, TEACHER, PUPILS, PUPILS, GROUPS]
