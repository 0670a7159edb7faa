"""What an answer is worth, however its options are mixed."""

from random import Random
from types import SimpleNamespace

import pytest

from teachnet.quizzes.grading import HUNDREDTHS, Drawn, draw, worth
from teachnet.quizzes.models import QuestionKind as K
from tests.quizzes.factories import OF_EACH_KIND


def pool_of(*questions):
    plain = {"options": [], "answer": [], "points": 2, "why": ""}
    return [SimpleNamespace(id=number, **plain | fields) for number, fields in enumerate(questions)]


@pytest.mark.parametrize("seed", range(30))
def test_mixing_the_options_moves_the_right_answer_with_them(seed):
    by_id = {one.question: one for one in draw(pool_of(*OF_EACH_KIND), 5, Random(seed))}

    assert by_id[0].told(by_id[0].answer) == "5 s"
    assert set(by_id[1].told(by_id[1].answer).split("; ")) == {"Pairs", "Silence"}
    assert by_id[3].told(by_id[3].answer) == "Ask → Wait → Call"
    assert [worth(one, one.answer) for one in by_id.values()] == [2 * HUNDREDTHS] * 5


def test_questions_are_drawn_without_repeating_and_anew(app):
    pool = pool_of(*({"kind": K.TRUE_FALSE, "stem": str(n), "answer": [1]} for n in range(20)))
    draws = [tuple(one.question for one in draw(pool, 6, Random(seed))) for seed in range(20)]
    assert all(len(set(drawn)) == 6 for drawn in draws)
    assert len(set(draws)) > 15


def test_a_small_pool_gives_what_it_has():
    assert len(draw(pool_of(*OF_EACH_KIND), 50, Random(1))) == 5


@pytest.mark.parametrize(
    ("given", "points"), [([0, 2], 100), ([2, 0], 100), ([0], 50), ([0, 1], 0), ([0, 1, 2], 0), ([1], 0), ([], 0)]
)
def test_of_several_right_answers_half_when_some_are_missing_and_none_is_wrong(given, points):
    assert worth(Drawn(1, K.MULTIPLE, "?", ["a", "b", "c"], [0, 2]), given) == points


@pytest.mark.parametrize(
    ("given", "points"),
    [("等待时间", 100), (" 等待 时间。", 100), ("ＷＡＩＴ time", 100), ("“Wait-time”", 100), ("等候时间", 0), ("", 0)],
)
def test_a_short_answer_may_differ_in_width_case_blanks_and_stops(given, points):
    assert worth(Drawn(1, K.SHORT, "?", [], ["等待时间", "wait time"]), [given]) == points


def test_nothing_but_stops_is_no_answer_that_fits_everything():
    assert worth(Drawn(1, K.SHORT, "?", [], ["等待"]), ["。"]) == 0
