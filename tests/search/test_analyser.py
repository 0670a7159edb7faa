import subprocess
import sys

import pytest

from teachnet.search import analyser
from teachnet.search.dictionaries import ideas
from tests.search.documents import a_document


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("聽評課", "听评课"),
        ("ＰＰＴ　课件", "ppt 课件"),
        ("导\u200b入", "导入"),
        ("提\n问", "提问"),
        ("第一行\nsecond", "第一行\nsecond"),
        ("ti'wen", "tiwen"),
    ],
)
def test_what_reads_the_same_is_spelled_the_same(typed, folded):
    assert analyser.fold(typed) == folded


def test_every_trade_word_stays_whole():
    words = [word for idea in ideas() for word in idea]
    assert [word for word in words if word not in analyser.words(f"关于{word}：")] == []


def test_a_word_is_found_by_the_shorter_words_inside_it():
    assert set(analyser.words("课堂导入")) == {"课堂", "导入", "课堂导入"}


def test_a_question_is_its_words_without_the_asking():
    assert analyser.units("怎样的提问才是好的提问？") == ["提问", "好"]
    assert analyser.units("的") == ["的"]


def test_signs_and_emoji_are_no_words():
    assert analyser.words("？！…… 👍 *") == []


def test_pairs_do_not_reach_across_signs():
    assert analyser.grams("提问，候答a听") == ["提问", "候答"]


@pytest.mark.parametrize(
    ("typed", "sounds"), [("tiwen", ["ti'wen"]), ("weijineng", ["wei'ji", "ji'neng"]), ("ppt", [])]
)
def test_pinyin_is_taken_apart(typed, sounds):
    assert analyser.typed_sounds(typed) == sounds


def test_names_are_known_by_every_part_and_by_their_sound():
    bags = analyser.take_apart(a_document(1, "", names={"author": ("王芳",)}, tags=("提问",), aloud=("wang fang",)))
    assert {"author:王", "author:王芳", "author:wangfang", "author:wf", ":wf", ":tiwen", ":tw"} <= bags.names


def test_no_dictionary_is_read_until_something_is_searched():
    """They take 100 MB and half a second, at every start of every command."""
    loaded = (
        "import sys, teachnet.search.whoosh_engine, teachnet.search.commands;"
        "print([name for name in ('rjieba', 'opencc', 'pypinyin') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True).strip() == "[]"
