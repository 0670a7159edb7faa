import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.merging import merged, sentences

pytestmark = pytest.mark.one_engine  # no database

A, B, C = "学生以为答错了。", "下周每人录一段。", "Wait three seconds. "
texts = st.lists(st.sampled_from([A, B, C, "为什么？", "\n", "没有句号", "x"]), max_size=7).map("".join)


@given(text=texts)
def test_the_sentences_of_a_text_are_the_text(text):
    assert "".join(sentences(text)) == text


@given(base=texts, mine=texts)
def test_what_one_alone_changed_is_what_they_changed(base, mine):
    assert merged(base, mine, base) == mine
    assert merged(base, base, mine) == mine
    assert merged(base, mine, mine) == mine


@given(base=texts, mine=texts, theirs=texts)
def test_it_does_not_matter_who_saves_second(base, mine, theirs):
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@given(base=st.lists(st.sampled_from("甲乙丙丁戊"), min_size=2, max_size=8, unique=True), data=st.data())
def test_words_added_to_different_sentences_are_all_there(base, data):
    """Each sentence is its own; one person improves one of them, the other another one."""
    text = "".join(f"{one}。" for one in base)
    first, second = data.draw(st.lists(st.sampled_from(base), min_size=2, max_size=2, unique=True))

    both = merged(text, text.replace(first, f"{first}一"), text.replace(second, f"{second}二"))

    assert both == text.replace(first, f"{first}一").replace(second, f"{second}二")


def test_two_changes_of_one_sentence_are_for_people_to_put_together():
    assert merged(A, "学生以为答对了。", "学生想：答错了。") is None
    assert merged(A, A + B, A + C) is None  # both went on writing: which comes first?
