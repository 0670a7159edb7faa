import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role, Subject
from teachnet.db import db
from teachnet.library import queries, search
from teachnet.library.models import Resource, ResourceKind, ResourceVersion, Visibility
from teachnet.search import find as finding
from teachnet.search import sync
from teachnet.search.engine import Wish
from teachnet.search.indexes import indexes
from teachnet.search.query import parse
from tests.access.world import a_world
from tests.factories import a_county, a_school, a_teacher, somebody, the_city
from tests.library.factories import a_published, a_skill

HOSTILE = Path(__file__).parent.parent / "corpus" / "queries" / "hostile.txt"


pytestmark = pytest.mark.usefixtures("index")


def titles(page) -> list[str]:
    return [link.text for link in page.select(".resource h3 a")]


def counts(page, facet: str) -> dict[str, int]:
    boxes = page.select(f"#filters input[name={facet}]")
    return {box["value"]: int(box.parent.select_one("data")["value"]) for box in boxes}


def test_words_of_title_author_school_and_file_are_found_at_once(published, visitor):
    county = a_county(name="淄博市张店区教育局", short_name="张店区")
    school = a_school(county, name="张店区实验小学")
    fields = {"title": "追问三步", "text": "刘老师先等五秒，再请第二个学生。"}
    published(a_teacher(school, "刘建国"), **fields)
    published(a_teacher(school, "王芳"), **fields)
    published(a_teacher(school, "刘志远"), title="板书三步", text="先等五秒")

    page = visitor.get("/library/?q=刘建国 张店 追问 五秒 提问")

    assert titles(page) == ["追问三步"]
    assert "刘建国 · 张店区实验小学" in page.select_one(".resource .meta").text
    assert [mark.text for mark in page.select(".resource h3 mark")] == ["追问"]
    assert "先等<mark>五秒</mark>" in str(page.select_one(".resource p"))


@pytest.mark.parametrize(
    "typed", ["追问", "刘老师", "作者:刘", "ljg", "学校:实验小学", "区县:张店", "zhuiwen", "追聞", "数学"]
)
def test_one_resource_and_the_many_ways_to_ask_for_it(published, visitor, typed):
    school = a_school(a_county(name="张店区教育局", short_name="张店区"), name="张店区实验小学")
    published(a_teacher(school, "刘建国"), title="追问三步", subject=Subject.MATHEMATICS)
    published(a_teacher(a_school(name="沂源中学"), "王芳"), title="板书", skill=a_skill("board"), subject=Subject.ART)
    assert titles(visitor.get(f"/library/?q={typed}")) == ["追问三步"]


def test_what_is_published_is_found_after_the_worker_has_seen_it_and_what_is_withdrawn_at_once(
    published, visitor, work
):
    version = published(title="追问三步")
    assert titles(visitor.get("/library/?q=追问")) == ["追问三步"]

    version.resource.withdraw(by=version.resource.author)
    db.session.commit()

    page = visitor.get("/library/?q=追问")  # the worker has not come round to it
    assert (titles(page), page.select_one("h1 + p").text) == ([], "0 found")
    work()
    assert indexes.engine(search.KIND).versions() == {}


def test_a_newer_version_takes_the_place_of_the_older(published, visitor, work):
    version = published(title="追问三步")
    newer = version.resource.start_version()
    newer.title = "候答五秒"
    newer.submit(by=version.resource.author)
    newer.claim(by=version.reviewer)
    assert titles(visitor.get("/library/?q=追问")) == ["追问三步"]

    newer.publish(by=version.reviewer)
    db.session.commit()
    work()

    assert titles(visitor.get("/library/?q=追问")) == []
    assert titles(visitor.get("/library/?q=候答")) == ["候答五秒"]


@pytest.mark.parametrize("visibility", list(Visibility))
def test_everybody_finds_exactly_what_the_database_lets_them_see(published, visibility):
    world = a_world()
    published(world.people["own"], title="追问", visibility=visibility)
    published(world.people["stranger"], title="追问", visibility=visibility)
    for name, person in {"anonymous": None, **world.people}.items():
        seen = queries.published_versions_visible_to(person).with_only_columns(ResourceVersion.resource_id)
        found = indexes.engine(search.KIND).search(Wish(parse("追问"), search.codes_of(person)))
        assert sorted(found.ids) == sorted(db.session.scalars(seen)), name
        assert found.total == sum(found.counts.get("kind", {}).values()) == len(found.ids)


def test_a_stranger_finds_counts_and_guesses_nothing_of_another_county(published, as_person):
    zhangdian, yiyuan = a_county(name="张店"), a_county(name="沂源")
    published(a_teacher(a_school(zhangdian), "甲"), title="密语追问", text="密语在此", visibility=Visibility.COUNTY)
    published(a_teacher(a_school(yiyuan), "乙"), title="追问")
    insider, stranger = a_teacher(a_school(zhangdian)), a_teacher(a_school(yiyuan))

    assert titles(as_person(insider).get("/library/?q=密语")) == ["密语追问"]  # there is something to leak
    for typed in ("密语", "追问", "密语 追问", "作者:甲", '"密语在此"', "-板书", "miyu", ""):
        page = as_person(stranger).get(f"/library/?q={typed}")
        assert "密语追问" not in titles(page)
        assert counts(page, "county") in ({}, {str(yiyuan.id): 1})
    told = as_person(stranger).get("/library/?q=密语 追问").text
    assert told.replace("密语", "火星") == as_person(stranger).get("/library/?q=火星 追问").text


def test_a_stale_index_shows_nothing_that_is_no_longer_to_be_seen(published, as_person, monkeypatch):
    """± With both guards off, what the index still says would be shown."""
    version = published(title="追问三步", text="密语", visibility=Visibility.CITY)
    stranger = a_teacher(a_school())
    db.session.execute(sa.update(ResourceVersion).where(ResourceVersion.id == version.id).values(visibility="school"))
    db.session.commit()  # behind the index's back: no outbox row

    assert titles(as_person(stranger).get("/library/?q=追问")) == []

    monkeypatch.setattr(queries, "published_versions_visible_to", lambda person: sa.select(ResourceVersion))
    assert titles(as_person(stranger).get("/library/?q=追问")) == ["追问三步"]


def test_without_the_guard_a_withdrawn_resource_would_still_be_counted(published, visitor, monkeypatch):
    """± `find` leaves out what the index has not caught up with."""
    version = published(title="追问三步")
    version.resource.withdraw(by=version.resource.author)
    db.session.commit()
    assert visitor.get("/library/?q=追问").select_one("h1 + p").text == "0 found"
    monkeypatch.setattr(finding, "_behind", lambda kind: frozenset())
    assert visitor.get("/library/?q=追问").select_one("h1 + p").text == "1 found"


def test_facets_count_narrow_and_stand_in_the_address(published, visitor):
    school = a_school(is_rural=True)
    published(title="追问一", kind=ResourceKind.CLIP)
    published(title="追问二", kind=ResourceKind.PLAN, subject=Subject.CHINESE)
    published(a_teacher(school), title="追问三", kind=ResourceKind.PLAN, skill=a_skill("board"))

    page = visitor.get("/library/?q=追问&kind=plan&subject=chinese&subject=mathematics&kind=nonsense&page=9")

    assert sorted(titles(page)) == ["追问三", "追问二"]
    assert counts(page, "kind") == {"clip": 1, "plan": 2}
    assert counts(page, "subject") == {"mathematics": 1, "chinese": 1}
    assert counts(page, "rural") == {"rural": 1, "urban": 1}
    chips = {chip.text.strip(): chip["href"] for chip in page.select("a.chip[aria-label]")}
    assert list(chips) == ["Subject: Chinese", "Subject: Mathematics", "Kind: Lesson plan"]
    assert titles(visitor.get(chips["Kind: Lesson plan"])) == titles(
        visitor.get("/library/?q=追问&subject=chinese&subject=mathematics")
    )


def test_a_filter_swaps_the_results_alone(published, as_person):
    published(title="追问一")
    piece = as_person(a_teacher(), htmx=True).get("/library/?q=追问&kind=plan")
    assert (titles(piece), piece.select_one("html"), piece.select_one("div")["id"]) == (["追问一"], None, "results")


def test_newest_first_and_pages(visitor, work):
    author = a_teacher(a_school())
    for number in range(1, 23):
        a_published(author, title=f"追问{number}", visibility=Visibility.PUBLIC)
    work()

    first = visitor.get("/library/?q=追问&sort=newest")
    assert titles(first)[:2] == ["追问22", "追问21"]
    assert titles(visitor.get(first.select_one("a[rel=next]")["href"])) == ["追问2", "追问1"]
    assert titles(visitor.get("/library/?q=追问&sort=newest&page=99")) == ["追问2", "追问1"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("字" * 201, "Too long: at most 200 characters."), ("字 " * 13, "Too many words: at most 12.")],
)
def test_too_much_is_said_and_kept(visitor, typed, sentence):
    page = visitor.get(f"/library/?q={typed}&kind=plan")
    assert (page.status, page.select_one(".error").text.strip()) == (422, sentence)
    assert page.select_one("main [name=q]")["value"] == typed.strip()
    assert page.select_one("main [name=kind]")["value"] == "plan"


def test_nothing_found_leads_on(published, visitor):
    published(title="追问")
    assert visitor.get("/library/?q=云").select_one(".empty a")["href"] == "/library/"
    narrowed = visitor.get("/library/?q=追问&kind=clip")
    assert titles(visitor.get(narrowed.select_one(".empty a")["href"])) == ["追问"]


def test_a_phrase_must_stand_there_as_it_is(published, visitor):
    published(title="甲", text="等待时间")
    published(title="乙", text="时间等待，等时间，待时")
    assert titles(visitor.get('/library/?q="等待时间"')) == ["甲"]


def test_hostile_queries_answer_within_the_contract(published, visitor, as_person):
    published(title="导入 提问 讲解 板书 结束 听评课 候答 微技能", text="字" * 50)
    hidden = published(title="隐藏的导入提问讲解板书", visibility=Visibility.SCHOOL)
    stranger = as_person(a_teacher(a_school()))
    for number, line in enumerate(HOSTILE.read_text("ascii").splitlines()):
        typed = json.loads(line)
        for browser in (stranger, visitor) if number % 5 == 0 else (stranger,):
            answer = browser.client.get("/library/", query_string={"q": typed.encode(errors="surrogatepass")})
            assert answer.status_code in (200, 400, 422), line
            assert not any(part in answer.text for part in (hidden.title, "<script>alert", "onerror=alert(1)>")), line


def test_a_search_page_costs_the_same_for_one_and_for_three(published, as_person, statements):
    reader, costs = as_person(a_teacher()), []
    for number in range(3):
        published(title=f"追问{number}", text="字")
        statements.clear()
        reader.get("/library/?q=追问")
        costs.append(len(statements))
    assert costs[0] == costs[2] <= 10


def test_while_there_is_no_index_the_library_still_shows_what_is_new(published, visitor, tmp_path):
    published(title="追问")
    indexes.use(tmp_path / "elsewhere")
    page = visitor.get("/library/?q=追问")
    assert (page.status, titles(page)) == (200, ["追问"])
    assert page.select_one(".notice").text.strip().startswith("Search is being prepared")


def test_the_worker_mends_whatever_differs_from_the_database(published):
    kept, lost = published(title="追问"), published(title="候答")
    engine = indexes.engine(search.KIND)
    engine.update([], remove=[lost.resource_id])
    db.session.execute(sa.update(ResourceVersion).where(ResourceVersion.id == kept.id).values(title="理答"))
    db.session.commit()

    from_database = indexes.sources[search.KIND].versions()
    assert engine.versions() != from_database
    sync.check([])
    assert engine.versions() == from_database


def test_who_may_see_a_resource_is_asked_of_their_posts_of_today(published):
    school, other = a_school(), a_school()
    version = published(a_teacher(school, "甲"), title="追问", visibility=Visibility.SCHOOL)
    teacher = a_teacher(school, "乙")
    assert found(teacher) == [version.resource_id]
    teacher.transfer(other)
    db.session.commit()
    assert found(teacher) == []
    assert found(somebody(Role.COUNTY_ADMIN, school.county)) == [version.resource_id]
    assert found(somebody(Role.AUDITOR, the_city())) == []


def found(person) -> list[int]:
    return list(indexes.engine(search.KIND).search(Wish(parse("追问"), search.codes_of(person))).ids)


def test_every_resource_of_the_database_has_the_version_the_index_would_give_it(published):
    published(title="追问")
    source = indexes.sources[search.KIND]
    ids = list(db.session.scalars(sa.select(Resource.id)))
    assert {made.id: made.version for made in source.documents(ids)} == source.versions()
