from teachnet.search.engine import Found
from teachnet.search.highlight import PASSAGE, Marker


def test_what_was_found_is_marked_in_the_text_as_it_is_written():
    assert (
        Marker(Found(marks=("提问", "ppt"))).title("從一次提問到ＰＰＴ")
        == "從一次<mark>提問</mark>到<mark>ＰＰＴ</mark>"
    )


def test_text_is_escaped_and_so_is_what_is_marked():
    assert Marker(Found(marks=("<b>",))).title("<b>提问</b>") == "<mark>&lt;b&gt;</mark>提问&lt;/b&gt;"


def test_letters_are_marked_as_words_only():
    assert Marker(Found(marks=("tw",))).title("two tw") == "two <mark>tw</mark>"


def test_a_single_character_is_marked_only_when_nothing_longer_was_asked():
    assert Marker(Found(marks=("提问", "的"))).title("提问的") == "<mark>提问</mark>的"
    assert Marker(Found(marks=("听",))).title("听课") == "<mark>听</mark>课"


def test_what_only_sounds_like_it_is_marked_too():
    assert Marker(Found(marks=("题问",), sounds=("ti'wen",))).title("有效提问") == "有效<mark>提问</mark>"


def test_the_passage_holds_most_of_the_words():
    body = "开头提问。" + "中间的话。" * 60 + "这里提问之后候答。" + "结尾的话。" * 60
    passage = Marker(Found(marks=("提问", "候答"))).passage("短的摘要。", body)
    assert "这里<mark>提问</mark>之后<mark>候答</mark>。" in passage
    assert passage.startswith("…这里")
    assert len(passage.striptags()) <= PASSAGE + 2


def test_without_a_word_the_summary_speaks():
    assert Marker(Found()).passage("  ", "按三层列出 14 个\n问题", "正文") == "按三层列出 14 个 问题"
