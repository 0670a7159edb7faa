"""How much of two texts is the same."""

import random

import pytest

from teachnet.assignments.likeness import likeness, sketch

SIGNS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
SIGNS += "面而方后多定行学法所民得经"


def a_text(seed: int, length: int = 600) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(SIGNS) for _ in range(length))


def test_the_same_text_is_the_same_whatever_its_stops_and_width():
    text = a_text(1)
    spaced = "，".join(text[at : at + 20] for at in range(0, len(text), 20))
    assert likeness(sketch(text), sketch(spaced)) == 1.0
    assert likeness(sketch("ＡＢＣ" + text), sketch("abc" + text)) == 1.0


def test_different_texts_are_not_alike():
    assert likeness(sketch(a_text(1)), sketch(a_text(2))) < 0.05


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_half_of_a_text_is_about_a_third_of_both_together(share):
    mine, taken = a_text(3, 2000), int(2000 * share)
    other = mine[:taken] + a_text(4, 2000 - taken)
    truth = taken / (4000 - taken)
    assert likeness(sketch(mine), sketch(other)) == pytest.approx(truth, abs=0.15)


def test_a_few_words_are_not_compared():
    assert sketch("课堂提问很重要。") == []
    assert likeness([], sketch(a_text(1))) == 0.0
