"""The editors' table of synonyms, and what searches make of it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teachnet.db import db
from teachnet.library import search
from teachnet.library.asking import queries
from teachnet.library.asking.forms import SynonymForm
from teachnet.library.asking.models import Synonym, SynonymGroup
from teachnet.search.indexes import indexes
from tests.factories import a_city_admin
from tests.library.asking.factories import a_group


def titles(page) -> list[str]:
    return sorted(link.text for link in page.select(".resource h3 a"))


def test_words_of_a_group_find_each_other_from_the_next_search_on_without_a_new_index(published, visitor, as_person):
    published(title="五分钟热身")
    published(title="开场白的设计")
    before = indexes.engine(search.KIND).generation
    assert titles(visitor.get("/library/?q=热身")) == ["五分钟热身"]

    editor = as_person(a_city_admin())
    editor.post("/library/synonyms", words="热身，开场白")

    assert titles(visitor.get("/library/?q=热身")) == titles(visitor.get("/library/?q=开场白"))
    assert titles(visitor.get("/library/?q=热身")) == ["五分钟热身", "开场白的设计"]

    group = db.session.scalars(sa.select(SynonymGroup)).one()
    editor.post(f"/library/synonyms/{group.id}/removal")
    assert titles(visitor.get("/library/?q=热身")) == ["五分钟热身"]
    assert indexes.engine(search.KIND).generation == before


@pytest.mark.parametrize("typed", ["晨间小问答", "晨间小问答 设计"])
def test_a_word_no_dictionary_knows_works_in_both_directions(published, visitor, typed):
    published(title="晨间小问答", text="设计")
    published(title="课前提问", text="设计")
    assert titles(visitor.get(f"/library/?q={typed}")) == ["晨间小问答"]
    a_group("晨间小问答", "课前提问")
    assert titles(visitor.get(f"/library/?q={typed}")) == ["晨间小问答", "课前提问"]
    assert titles(visitor.get("/library/?q=课前提问")) == ["晨间小问答", "课前提问"]


def test_an_english_synonym_of_two_words_is_found_by_both_of_them(published, visitor):
    published(title="Set Induction in five minutes")
    published(title="Set theory")
    a_group("热身", "Set Induction")
    assert titles(visitor.get("/library/?q=热身")) == ["Set Induction in five minutes"]


def test_the_words_are_read_again_only_when_they_have_changed(app, statements):
    group = a_group("导入", "课堂导入")
    assert queries.synonyms() == {"导入": ("课堂导入",), "课堂导入": ("导入",)}
    statements.clear()
    queries.synonyms()
    assert len(statements) == 1

    group.hold(["导入", "新课导入"])
    db.session.commit()
    assert queries.synonyms()["导入"] == ("新课导入",)


def test_a_word_stands_in_one_group_only_and_the_database_holds_it(app):
    a_group("導入", "課堂導入")
    with pytest.raises(IntegrityError):
        a_group("导入", "新课导入")


def test_a_row_stays_for_a_word_that_stays(app):
    group = a_group("ppt", "课件")
    kept = group.synonyms[0].id
    group.hold(["幻灯片", "PPT"])
    db.session.commit()
    assert [(one.word, one.folded, one.id == kept) for one in group.synonyms] == [
        ("幻灯片", "幻灯片", False),
        ("PPT", "ppt", True),
    ]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Synonym)) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write at least two words."),
        ("导入", "A group has two to 12 words."),
        ("导入、導入", "A group has two to 12 words."),
        ("、".join(f"词{n}" for n in range(13)), "A group has two to 12 words."),
        ("导入、***", "“***” is no word of at most 40 characters."),
        ("导入、" + "字" * 41, f"“{'字' * 41}” is no word of at most 40 characters."),
        ("提问、设问", "“设问” stands in the group “发问、设问” already. Add your words there."),
    ],
)
def test_what_is_no_group_is_said_and_kept(as_person, typed, sentence):
    a_group("发问", "设问")
    page = as_person(a_city_admin()).post("/library/synonyms", words=typed)
    assert (page.status, page.select_one(".error").text.strip()) == (422, sentence)
    assert page.select_one("textarea").text.strip() == typed


def test_words_are_read_one_to_a_line_or_between_commas_each_once(app):
    with app.test_request_context(method="POST", data={"words": " 导入 ，課堂導入\n Set   Induction；课堂导入/热身"}):
        assert SynonymForm().said == ["导入", "課堂導入", "Set Induction", "热身"]


def test_a_group_is_changed_on_a_page_of_its_own(as_person):
    group, editor = a_group("导入", "课堂导入"), as_person(a_city_admin())
    page = editor.get(f"/library/synonyms/{group.id}")
    assert page.select_one("textarea").text.strip() == "导入\n课堂导入"
    editor.post(f"/library/synonyms/{group.id}", words="导入\n热身")
    assert db.session.get(SynonymGroup, group.id).words == ["导入", "热身"]


def test_the_list_costs_the_same_for_one_group_and_for_three(as_person, statements):
    editor, costs = as_person(a_city_admin()), []
    for number in range(3):
        a_group(f"词{number}", f"语{number}")
        statements.clear()
        editor.get("/library/synonyms")
        costs.append(len(statements))
    assert costs[0] == costs[2]
