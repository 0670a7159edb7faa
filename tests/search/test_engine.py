"""What every engine must do, whatever stands behind it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from teachnet.search import dictionaries
from teachnet.search.engine import Order, Unsound, Wish
from teachnet.search.explain import explained
from teachnet.search.query import QueryError, parse
from tests.search.documents import EVERYBODY, LONG_AGO, a_document, ids, look

HOSTILE = Path(__file__).parent.parent / "corpus" / "queries" / "hostile.txt"
ZHANGDIAN, YIYUAN = frozenset({"public", "county:1"}), frozenset({"public", "county:2"})


def test_two_character_words_are_found_in_title_summary_body_and_tags(filled):
    engine = filled(
        a_document(1, "追问三步"),
        a_document(2, "分数", body="先导入，再追问。"),
        a_document(3, "圆", summary="用追问代替讲解"),
        a_document(4, "云", tags=("追问",)),
        a_document(5, "雨", body="讲解"),
    )
    assert sorted(ids(engine, "追问")) == [1, 2, 3, 4]
    assert ids(engine, "追问")[0] == 1  # the title counts most


def test_a_person_a_school_a_skill_and_a_word_of_the_text_at_once(filled):
    names = {"author": ("刘建国",), "school": ("张店区实验小学",), "county": ("张店区",)}
    body = "教师等五秒，再请第二个学生说。"
    engine = filled(
        a_document(1, "三步", body, tags=("提问", "小学", "数学"), names=names),
        a_document(2, "三步", body, tags=("板书", "小学", "数学"), names=names),
        a_document(3, "三步", body, tags=("提问", "小学", "数学"), names=names | {"author": ("王芳",)}),
    )
    assert ids(engine, "刘建国 实验小学 提问 五秒") == [1]
    assert ids(engine, "建国 张店 五秒 -板书") == [1]


def test_any_two_to_four_characters_of_a_text_find_it(filled):
    text = "刘老师先等五秒再请第二个学生说你同意吗"
    engine = filled(a_document(1, "", text), a_document(2, "", "别的"))
    pieces = [text[at : at + length] for length in (2, 3, 4) for at in range(len(text) - length + 1)]
    assert [piece for piece in pieces if 1 not in ids(engine, piece)] == []


def test_traditional_finds_simplified_and_the_other_way_round(filled):
    engine = filled(a_document(1, "听评课记录"), a_document(2, "聽評課記錄"))
    assert sorted(ids(engine, "聽評課")) == sorted(ids(engine, "听评课")) == [1, 2]


def test_another_word_for_the_same_finds_it_below_the_word_itself(filled):
    engine = filled(a_document(1, "微格教学入门"), a_document(2, "微技能入门"), a_document(3, "入门"))
    assert ids(engine, "微技能") == [2, 1]
    assert ids(engine, "微格教学") == [1, 2]


@pytest.mark.parametrize("typed", ["作者:王", "作者:王芳", "作者:wangfang", "作者：wf", 'author:"王芳"'])
def test_an_author_by_name_part_sound_and_initials(filled, typed):
    engine = filled(
        a_document(1, "圆", names={"author": ("王芳",)}),
        a_document(2, "圆", body="王芳", names={"author": ("李明",)}),
    )
    assert ids(engine, typed) == [1]
    assert ids(engine, f"圆 -{typed}") == [2]


@pytest.mark.parametrize("typed", ["tiwen", "tw", "TIWEN", "ti'wen"])
def test_a_skill_by_its_sound_and_initials(filled, typed):
    assert ids(filled(a_document(1, "圆", tags=("提问",)), a_document(2, "圆", tags=("板书",))), typed) == [1]


def test_a_slip_of_the_keyboard_is_forgiven(filled):
    engine = filled(a_document(1, "有效提问的策略"), a_document(2, "板书的策略"))
    assert (ids(engine, "有效题问"), look(engine, "有效题问").sounds) == ([1], ("xiao'ti", "ti'wen"))


def test_words_that_occur_nowhere_are_named_and_left_out(filled):
    found = look(filled(a_document(1, "有效提问")), "提问 zzz99")
    assert (found.ids, found.unseen, found.loosened) == ((1,), ("zzz99",), False)


def test_when_nothing_holds_all_words_most_will_do_and_it_is_said(filled):
    engine = filled(a_document(1, "提问 策略"), a_document(2, "板书"), a_document(3, "提问"))
    assert ids(engine, "提问 策略") == [1]
    assert (set(ids(engine, "提问 策略 板书")), look(engine, "提问 策略 板书").loosened) == ({1, 2}, True)


def test_nothing_but_signs_finds_nothing_and_a_blank_finds_everything(filled):
    engine = filled(a_document(1, "a"), a_document(2, "b"))
    assert (ids(engine, "*"), ids(engine, " ")) == ([], [2, 1])


def test_a_phrase_is_looked_for_in_the_text_itself(filled):
    texts = {1: "等待时间", 2: "时间等待，等时间，待时"}
    engine = filled(*(a_document(id_, "圆", text) for id_, text in texts.items()))
    assert sorted(ids(engine, "等待时间")) == [1, 2]
    assert ids(engine, '"等待时间"', texts=lambda wanted: {id_: texts[id_] for id_ in wanted}) == [1]


def test_facets_count_what_the_other_filters_leave(filled):
    def doc(id_, skill, *subjects):
        return a_document(id_, "圆", facets={"skill": (skill,), "subject": subjects})

    engine = filled(doc(1, "questioning", "maths"), doc(2, "questioning", "chinese"), doc(3, "board", "maths", "art"))
    found = look(engine, "圆", filters={"skill": ["questioning"], "subject": ["maths", "art"]})
    assert (found.ids, found.total) == ((1,), 1)
    assert found.counts == {"skill": {"questioning": 1, "board": 1}, "subject": {"maths": 1, "chinese": 1}}


def test_unknown_filters_leave_nothing(filled):
    found = look(filled(a_document(1, "圆", facets={"skill": ("board",)})), "圆", filters={"skill": ["nonsense"]})
    assert (found.total, found.counts) == (0, {"skill": {"board": 1}})


def test_newest_first_and_page_by_page(filled):
    engine = filled(*(a_document(number, "圆" if number % 2 else "圆 圆 圆") for number in range(1, 8)))
    assert ids(engine, "圆", order=Order.NEWEST) == [7, 6, 5, 4, 3, 2, 1]
    assert ids(engine, "圆", order=Order.NEWEST, offset=2, limit=3) == [5, 4, 3]
    assert look(engine, "圆", offset=2, limit=3).total == 7


def test_what_somebody_may_not_see_leaves_no_trace_for_them(filled):
    secret = {"readers": frozenset({"county:1"}), "facets": {"county": ("1",)}, "names": {"author": ("甲乙",)}}
    engine = filled(a_document(1, "云 圆", facets={"county": ("2",)}), a_document(2, "云 密语", "密语", **secret))

    assert ids(engine, "密语", ZHANGDIAN) == [2]  # there is something to leak
    assert look(engine, "密语", YIYUAN) == look(engine, "蜜芋", YIYUAN).__class__(unseen=("密语",), marks=("密语",))
    for typed in ("密语", "云 密语", "作者:甲", "mi'yu", "云", "", "-圆"):
        found = look(engine, typed, YIYUAN)
        assert 2 not in found.ids
        assert "1" not in found.counts.get("county", {})
        assert found.total == len(found.ids)


def test_a_hidden_document_does_not_move_those_one_sees(filled):
    engine = filled(a_document(1, "云 圆"), a_document(2, "圆 云 云"))
    before = look(engine, "云 圆", YIYUAN)
    engine.update([a_document(number, "云 云 云", readers=frozenset({"county:1"})) for number in range(3, 30)])
    assert look(engine, "云 圆", YIYUAN) == before


def test_an_update_replaces_and_removes_in_one_commit(filled):
    engine = filled(a_document(1, "圆"), a_document(2, "云"))
    before = engine.generation
    engine.update([a_document(1, "方", version=2)], remove=[2, 99])
    assert engine.generation != before
    assert (ids(engine, "圆"), ids(engine, "方"), ids(engine, "云")) == ([], [1], [])
    assert engine.versions() == {1: 2}


def test_many_small_commits_lose_and_double_nothing(filled):
    engine = filled()
    for number in range(40):
        engine.update([a_document(number % 25, f"圆 {number}", version=number)])
    assert engine.versions() == {number % 25: number for number in range(15, 40)}
    assert sorted(ids(engine, "圆", limit=100)) == list(range(25))


def test_a_rebuild_takes_the_place_of_what_was_there(filled):
    engine = filled(a_document(1, "圆"))
    engine.rebuild([a_document(2, "圆"), a_document(3, "云")])
    assert (ids(engine, "圆"), engine.versions()) == ([2], {2: 1, 3: 1})


def test_a_rebuild_that_dies_half_way_changes_nothing(filled):
    def documents():
        yield a_document(5, "圆")
        raise KeyboardInterrupt

    engine = filled(a_document(1, "圆"))
    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(documents())
    assert ids(engine, "圆") == [1]
    engine.rebuild([a_document(2, "圆")])  # no lock was left behind
    assert ids(engine, "圆") == [2]


def test_an_update_that_fails_half_way_changes_nothing(filled):
    engine = filled(a_document(1, "圆"))
    with pytest.raises(TypeError):
        engine.update([a_document(2, "圆"), a_document(3, None)])
    engine.update([a_document(4, "圆")])
    assert engine.versions() == {1: 1, 4: 1}


def test_an_index_of_another_edition_is_not_used(filled, monkeypatch):
    engine = filled(a_document(1, "圆"))
    monkeypatch.setattr(dictionaries, "edition", lambda: "another")
    with pytest.raises(Unsound):
        ids(engine, "圆")
    with pytest.raises(Unsound):
        engine.update([a_document(2, "圆")])
    engine.rebuild([a_document(3, "圆")])
    assert ids(engine, "圆") == [3]


def test_where_a_word_stands_counts_title_over_skill_over_summary_over_body(filled):
    around = {"summary": "甲乙丙丁", "body": "戊己庚辛壬癸", "tags": ("子丑",), "title": "寅卯辰巳"}

    def with_word_in(id_, place):
        said = around | {place: ("候答",) if place == "tags" else "候答"}
        return a_document(id_, said.pop("title"), said.pop("body"), **said, at=LONG_AGO)

    engine = filled(*(with_word_in(id_, place) for id_, place in enumerate(("body", "summary", "tags", "title"), 1)))
    assert ids(engine, "候答") == [4, 3, 2, 1]


def test_the_newest_the_most_adopted_and_the_best_rated_first(filled):
    engine = filled(
        a_document(1, "圆", adoptions=3, rating=4.5),
        a_document(2, "圆", adoptions=30),
        a_document(3, "圆", rating=4.6),
        a_document(4, "圆", adoptions=3, rating=3.0),
    )
    assert ids(engine, "圆", order=Order.NEWEST) == [4, 3, 2, 1]
    assert ids(engine, "圆", order=Order.MOST_ADOPTED) == [2, 4, 1, 3]
    assert ids(engine, "圆", order=Order.BEST_RATED) == [3, 1, 4, 2]
    assert ids(engine, "圆", order=Order.MOST_ADOPTED, offset=1, limit=2) == [4, 1]


def test_freshness_adoptions_and_rating_decide_between_equals_and_not_against_a_better_word(filled):
    now = datetime.now(UTC)
    engine = filled(
        a_document(1, "圆的面积", at=LONG_AGO),
        a_document(2, "圆的面积", at=LONG_AGO, adoptions=20),
        a_document(3, "圆的面积", at=LONG_AGO, rating=5.0),
        a_document(4, "方", "说到圆", at=now, adoptions=500, rating=5.0),
    )
    assert ids(engine, "圆") == [2, 3, 1, 4]


def test_why_a_result_is_here_adds_up_to_what_it_is_ranked_by(filled):
    documents = [
        a_document(1, "有效提问", "提问之后等五秒", tags=("提问",), adoptions=5, rating=4.0),
        a_document(2, "板书", "提问"),
        a_document(3, "设问", "圆"),
    ]
    engine = filled(*documents)
    wish = Wish(parse("提问 等五秒"), EVERYBODY)
    first, second, third = (explained(engine.plan(wish), document) for document in documents)
    heaviest = {reason.term: reason for reason in first.reasons if reason.bag == "words"}
    assert heaviest["提问"].places == {"title": 1, "tags": 1, "body": 1}
    assert first.score == pytest.approx(
        sum(reason.points for reason in first.reasons) * (1 + sum(first.boosts.values()))
    )
    assert (first.boosts["adoption"] > 0, first.boosts["rating"] > 0, second.boosts["adoption"]) == (True, True, 0)
    assert first.score > second.score
    assert [reason.term for reason in third.reasons if reason.bag == "words"] == ["设问"]  # the synonym
    assert list(engine.search(Wish(parse("提问"), EVERYBODY)).ids) == [1, 2, 3]


def test_no_hostile_query_breaks_or_delays_it(filled):
    visible = [
        a_document(number, f"提问 导入 板书 讲解 {number}", "听评课 候答 结束 微技能" * 20) for number in range(50)
    ]
    engine = filled(*visible, a_document(99, "提问 导入", readers=frozenset({"county:1"})))
    slow = []
    for line in HOSTILE.read_text("ascii").splitlines():
        started = perf_counter()
        try:
            assert 99 not in ids(engine, json.loads(line), limit=100)
        except QueryError:
            continue
        if perf_counter() - started > 1:
            slow.append(line)
    assert slow == []


@pytest.mark.parametrize(
    "typed",
    [
        "*讲解",
        "讲解*",
        "讲解~9",
        "讲解^99",
        "+讲解",
        "!讲解",
        '"讲解',
        "((讲解",
        "讲解 OR",
        "phone:讲解",
        "讲解👍",
        "讲解<",
    ],
)
def test_noise_around_a_word_finds_what_the_word_finds(filled, typed):
    engine = filled(a_document(1, "讲解"), a_document(2, "板书"))
    assert ids(engine, typed) == [1]
