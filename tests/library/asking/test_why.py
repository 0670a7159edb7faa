"""The editors' page that explains one result; facets and orders of the form."""

import pytest

from teachnet.accounts.models import Role
from teachnet.library import search
from teachnet.library.asking.why import explained
from teachnet.library.models import Licence
from teachnet.library.search_form import ORDERS
from teachnet.search import find
from teachnet.search.engine import Order, Wish
from teachnet.search.indexes import indexes
from teachnet.search.query import parse
from tests.factories import a_city_admin, a_school, a_teacher, somebody, the_city
from tests.library.asking.factories import a_group


def why(version, typed: str):
    found = explained(version.resource.author, parse(typed), version.resource_id)
    return {(one.bag, one.term): dict(one.places) for one in found.reasons}


def test_each_term_is_told_with_how_it_was_found_and_where_it_stands(published):
    author = a_teacher(a_school(name="沂源小学"), "王芳", name_pinyin="wang fang", name_initials="wf")
    version = published(author, title="追问的艺术", summary="追问三步", text="再追问，候答，开场白")
    a_group("热身", "开场白")
    assert why(version, "追问")["words", "追问"] == {"title": 1, "summary": 1, "body": 1}
    assert why(version, "追问")["grams", "追问"] == {"title": 1, "summary": 1, "body": 1}
    assert why(version, "热身") == {("words", "开场白"): {"body": 1}}
    assert why(version, "wangfang")["names", ":wangfang"] == {}
    assert why(version, "追闻")["sounds", "zhui'wen"] == {"title": 1, "summary": 1, "body": 1}
    assert why(version, "作者:王") == {}


@pytest.mark.parametrize("typed", ["追问", "追问 候答", "热身", "wf", "zhuiwen", "追闻 艺术", '"追问三步"'])
def test_what_is_explained_adds_up_to_the_score_that_orders_the_results(published, typed):
    author = a_teacher(a_school(), "王芳", name_initials="wf")
    version = published(author, title="追问的艺术", text="追问三步，候答，开场白")
    published(title="艺术追问", text="候答热身")
    a_group("热身", "开场白")
    wish = Wish(parse(typed), search.codes_of(author), synonyms={"热身": ("开场白",)})
    sums = {id_: find.why(search.KIND, wish, id_).score for id_ in find.find(search.KIND, wish).ids}
    assert version.resource_id in sums
    assert list(sums.values()) == sorted(sums.values(), reverse=True)
    assert min(sums.values()) > 0


def test_an_editor_is_led_there_from_each_result_and_others_are_not(published, as_person):
    version = published(title="追问的艺术")
    lead = as_person(somebody(Role.RESEARCH_LEAD, the_city()))
    link = lead.get("/library/?q=追问").select_one(".resource a.why")
    page = lead.get(link["href"])
    assert [row.select_one("th").text for row in page.select("tbody tr")] == ["追问", "追问"]
    assert [figure.text for figure in page.select(".figure b")][0] == "1"
    assert as_person(a_teacher()).get("/library/?q=追问").select(".resource a.why") == []
    assert as_person(a_city_admin()).get(f"/library/resources/{version.resource_id}/why").status == 200
    assert lead.get(f"/library/resources/{version.resource_id}/why?q={'字' * 201}").status == 422


def test_while_there_is_no_index_the_page_says_so(published, as_person, tmp_path):
    version = published(title="追问")
    indexes.use(tmp_path / "elsewhere")
    page = as_person(a_city_admin()).get(f"/library/resources/{version.resource_id}/why?q=追问")
    assert (page.status, "being prepared" in page.select_one(".notice").text) == (200, True)


def test_a_document_the_reader_may_not_see_is_not_explained(published):
    version = published(title="追问", visibility="school")
    wish = Wish(parse("追问"), search.codes_of(a_teacher()))
    assert find.why(search.KIND, wish, version.resource_id) is None


def test_the_licence_is_a_facet_with_several_values(published, visitor):
    for licence in (Licence.BY, Licence.BY_NC, Licence.CITY_ONLY):
        published(title=f"追问{licence}", licence=licence)
    page = visitor.get("/library/?q=追问&licence=by&licence=by_nc")
    assert len(page.select(".resource")) == 2
    boxes = page.select("#filters input[name=licence]")
    assert {box["value"]: box.has_attr("checked") for box in boxes} == {"by": True, "by_nc": True, "city_only": False}


def test_orders_are_offered_as_far_as_the_engine_knows_them():
    assert list(ORDERS) == list(Order)


@pytest.mark.parametrize(
    "typed", ["追问👍", "ＰＰＴ 追问", "「追问三步」", "追问　ｐｐｔ", "👩‍🏫 追问 ", "追問", "作者：王芳"]
)
def test_signs_of_any_width_and_kind_do_no_harm(published, visitor, typed):
    published(a_teacher(name="王芳"), title="追问三步", text="PPT")
    published(title="板书")
    assert [one.text for one in visitor.get(f"/library/?q={typed}").select(".resource h3 a")] == ["追问三步"]
