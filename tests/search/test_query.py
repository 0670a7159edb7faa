import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.search.query import NotTextError, QueryError, Term, TooLongError, TooManyError, parse

HOSTILE = Path(__file__).parent.parent / "corpus" / "queries" / "hostile.txt"


def terms(typed: str) -> list[Term]:
    return list(parse(typed).terms)


def test_words_phrases_and_minus():
    assert terms('提问 "等待 时间" -板书 -"小组 合作"') == [
        Term("提问"),
        Term("等待 时间", is_phrase=True),
        Term("板书", is_negated=True),
        Term("小组 合作", is_phrase=True, is_negated=True),
    ]


def test_the_three_fields_in_either_width():
    assert terms("作者:王芳 学校：“实验小学” -区县:张店") == [
        Term("王芳", field="author"),
        Term("实验小学", field="school", is_phrase=True),
        Term("张店", field="county", is_negated=True),
    ]


@pytest.mark.parametrize(
    "typed", ["phone:138", "身份证号:370", "title:提问", "-phone:板书", "-12", "+板书", "提问*", "作者:"]
)
def test_whatever_is_odd_is_plain_text(typed):
    assert [(term.field, term.is_negated, term.is_phrase) for term in terms(typed)] == [("", False, False)]


@pytest.mark.parametrize("typed", ["讲解 OR", "OR 讲解", "NOT 讲解", "讲解 AND", "讲解 ( ) && ||"])
def test_operators_of_other_engines_are_noise(typed):
    assert terms(typed) == [Term("讲解")]


def test_nothing_but_signs_is_no_blank_query():
    assert (parse("*").terms, parse("*").is_blank, parse(" \u3000").is_blank) == ((), False, True)


def test_the_limits():
    assert len(terms("字 " * 12)) == 12
    with pytest.raises(TooManyError):
        parse("字 " * 13)
    assert parse("字" * 200)
    with pytest.raises(TooLongError):
        parse("字" * 201)


@pytest.mark.parametrize("typed", ["\ud800", "a\ud83d", "导入\0", "\0"])
def test_what_is_no_text_is_refused(typed):
    with pytest.raises(NotTextError):
        parse(typed)


def test_every_hostile_query_is_read_or_refused():
    refused = set()
    for line in HOSTILE.read_text("ascii").splitlines():
        try:
            parse(json.loads(line))
        except QueryError as error:
            refused.add(type(error))
    assert refused == {NotTextError, TooLongError, TooManyError}


@given(st.text(max_size=200))
def test_no_text_surprises_the_parser(typed):
    try:
        query = parse(typed)
    except QueryError:
        return
    assert all(term.text and term.text == term.text.strip() for term in query.terms)
