"""Did you mean, and what an empty page of results offers."""

import pytest

from teachnet.library.asking.nearby import distance, edits
from teachnet.library.models import ResourceKind, Visibility
from tests.factories import a_school, a_teacher
from tests.library.asking.factories import a_group
from tests.library.factories import a_skill


def meant(page) -> list[str]:
    return [link.text for link in page.select(".meant a")]


@pytest.mark.parametrize(
    ("typed", "right"), [("tiwne", "提问"), ("体温计 课堂小节", "体温计 课堂小结"), ("banshhu", "板书")]
)
def test_a_slip_is_put_right_when_that_finds_something(published, visitor, typed, right):
    published(title="提问的艺术", skill=a_skill())
    published(title="板书设计", skill=a_skill("board"))
    published(title="体温计", text="课堂小结", skill=a_skill("closure"))
    page = visitor.get(f"/library/?q={typed}")
    assert right in meant(page) or page.select(".resource"), page.text
    if not page.select(".resource"):
        assert visitor.get(page.select_one(".meant a")["href"]).select(".resource")


def test_nothing_is_meant_that_this_reader_would_not_find(published, visitor, as_person):
    author = a_teacher(a_school(), "欧阳海燕")
    published(author, title="晨读", visibility=Visibility.SCHOOL)
    url = "/library/?q=ouyanghaiyna"
    assert meant(as_person(author).get(url)) == ["欧阳海燕"]  # there is something to leak
    assert meant(visitor.get(url)) == []
    assert meant(as_person(a_teacher(a_school())).get(url)) == []


def test_a_word_of_the_editors_is_meant_too(published, visitor):
    published(title="晨间小问答")
    a_group("晨间小问答", "课前热身")
    assert meant(visitor.get("/library/?q=chenjianxiaowenad")) == ["晨间小问答"]


def test_the_address_of_what_is_meant_keeps_the_other_words(published, visitor):
    published(title="候答五秒", skill=a_skill())
    page = visitor.get("/library/?q=五秒 tiwenn")
    assert meant(page) == ["五秒 提问"]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("tiwen", "tiwen", 0), ("tiwne", "tiwen", 1), ("tiwn", "tiwen", 1), ("tiwenn", "tiwen", 1), ("a", "abcd", 3)],
)
def test_slips_are_counted(one, other, slips):
    assert edits(one, other) == slips


@pytest.mark.parametrize(
    ("typed", "word"),
    [("提问", "提问"), ("云", "板书"), ("提问", "追问"), ("火星", "提问"), ("密语", "体育")],
)
def test_what_is_only_a_little_alike_is_not_meant(typed, word):
    assert distance(typed, word) == 0


def test_with_filters_it_says_how_much_there_is_without(published, visitor):
    published(title="追问一", kind=ResourceKind.PLAN)
    published(title="追问二", kind=ResourceKind.PLAN)
    page = visitor.get("/library/?q=追问&kind=clip")
    assert page.select_one(".empty p").text == "Without them there are 2 resources. The words are kept."
    hidden = visitor.get("/library/?q=火星&kind=clip")
    assert hidden.select_one(".empty h2").text == "Nothing found"


def test_the_ways_to_ask_are_shown_with_examples_that_are_read_as_they_say(published, visitor):
    published(a_teacher(name="王芳"), title="提问", text="等待时间")
    page = visitor.get("/library/?q=火星")
    found = {link.text: len(visitor.get(link["href"]).select(".resource")) for link in page.select(".ways a")}
    assert found == {"提问 等待": 1, "tiwen": 1, '"等待时间"': 1, "提问 -板书": 1, "作者:王": 1}
