"""Whose words are these: runs add up to the text, whatever is done to it."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from teachnet import differing
from teachnet.preparation.provenance import cut_out, joined, length_of, passages, rewritten, shares

LIN, ZHAO, SUN = 1, 2, 3
TEXTS = st.text(alphabet="先看图再猜量一量的，。ab \n", max_size=60)


def written_in_turn(*texts):
    """Each text by the next person, made of the one before."""
    runs, before = [], ""
    for who, text in enumerate(texts, start=1):
        runs, before = rewritten(runs, before, text, who), text
    return runs


def test_what_stays_is_whose_it_was_and_what_comes_is_of_whoever_changed_it():
    runs = written_in_turn("先看图。最后量一量。", "先看图。再猜一猜。最后量一量。", "先看图。再猜一猜。")
    assert passages(runs, "先看图。再猜一猜。") == [(LIN, "先看图。"), (ZHAO, "再猜一猜。")]


def test_a_letter_that_happens_to_be_the_same_is_not_somebody_else_s():
    runs = written_in_turn("圆的周长与直径的比值是固定的。", "小组讨论并说明理由。")
    assert set(shares([runs])) == {ZHAO}


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_runs_add_up_to_the_text(texts):
    runs = written_in_turn(*texts)
    assert length_of(runs) == len(texts[-1]) == shares([runs]).total()
    assert "".join(text for _who, text in passages(runs, texts[-1])) == texts[-1]
    assert all(characters > 0 for _who, characters in runs)
    assert all(one[0] != other[0] for one, other in zip(runs, runs[1:], strict=False))


@given(TEXTS, TEXTS)
def test_nobody_gains_by_writing_the_same_again(first, second):
    runs = written_in_turn(first, second)
    assert rewritten(runs, second, second, SUN) == runs


def test_cutting_keeps_the_owners():
    runs = [(LIN, 3), (ZHAO, 4), (LIN, 2)]
    assert cut_out(runs, 2, 8) == [(LIN, 1), (ZHAO, 4), (LIN, 1)]
    assert cut_out(runs, 3, 3) == []
    assert joined([(LIN, 1), (LIN, 2), (ZHAO, 1)]) == [(LIN, 3), (ZHAO, 1)]


def pairs_looked_at(matcher: SequenceMatcher) -> int:
    """Of places of the one text and the other, in one look for what they have in common."""
    return sum(len(matcher.b2j.get(part, ())) for part in matcher.a)


def test_parts_that_stand_everywhere_are_not_compared_each_with_each(monkeypatch):
    """Eight thousand equal letters took seconds, while everybody else waited to write."""
    looked_at = []

    class Counting(SequenceMatcher):
        def get_opcodes(self):
            looked_at.append(pairs_looked_at(self))
            return super().get_opcodes()

    monkeypatch.setattr(differing, "SequenceMatcher", Counting)
    words = ["的"] * 2000
    changed = ["得", *words[:-2], "得"]
    found = list(differing.stretches(words, changed))

    assert sum(one.end - one.first for one in found) == len(words)
    assert sum(one.new_end - one.new_first for one in found) == len(changed)
    assert sum(looked_at) < 10 * len(words)
    assert pairs_looked_at(SequenceMatcher(None, words, changed, autojunk=False)) > 100 * len(words)
