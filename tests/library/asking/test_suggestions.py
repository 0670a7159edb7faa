"""As-you-type suggestions: what leads where, and for whom."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Subject
from teachnet.db import db
from teachnet.jobs.housekeeping import sweep
from teachnet.library import queries
from teachnet.library.asking import keeping
from teachnet.library.asking.beginnings import keys_of, rewrite, stale_ids
from teachnet.library.asking.models import Completion
from teachnet.library.asking.suggestions import suggest
from teachnet.library.models import ResourceVersion, Visibility
from tests.access.world import a_world
from tests.factories import a_school, a_teacher
from tests.library.factories import a_published, a_skill


@pytest.fixture
def begun(app):
    """`begun(title=…)`: a published resource that suggestions know."""

    def publish(author=None, **fields):
        fields.setdefault("visibility", Visibility.PUBLIC)
        version = a_published(author, **fields)
        rewrite([version.resource_id])
        db.session.commit()
        db.session.expire_all()
        return version

    return publish


def told(person, typed: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in suggest(person, typed)]


@pytest.mark.parametrize("typed", ["提", "提问", "tiwen", "tiw", "tw", "ＴＩＷＥＮ", "提問", "ti wen"])
def test_a_skill_is_suggested_by_characters_pinyin_and_initials(app, typed):
    a_skill()
    assert ("skill", "提问") in told(None, typed)


def test_titles_people_and_schools_are_suggested_as_they_are_begun(begun):
    school = a_school(name="张店区实验小学")
    version = begun(a_teacher(school, "张力"), title="等待五秒的艺术", subject=Subject.ART)
    for typed in ("张", "zhangli", "zl"):
        assert ("person", "张力") in told(None, typed)
    for typed in ("张店", "实验小学", "sy", "zhangdian"):
        assert ("school", "张店区实验小学") in told(None, typed)
    for typed in ("等待", "dengdai", "艺术", "ys"):
        assert ("title", "等待五秒的艺术") in told(None, typed)
    found = {one.kind: (one.asks, one.resource_id) for one in suggest(None, "张")}
    assert found == {"person": ("作者:张力", None), "school": ("学校:张店区实验小学", None)}
    assert [one.resource_id for one in suggest(None, "等待")] == [version.resource_id]


def test_keys_begin_at_words_and_leave_stop_words_out():
    keys = {key.decode() for key in keys_of("提问的艺术")}
    assert {"提问的艺术", "tiwendeyishu", "twdys", "艺术", "yishu", "ys"} == keys


@pytest.mark.parametrize("visibility", list(Visibility))
def test_each_reader_is_suggested_what_the_library_shows_them_and_no_more(begun, visibility):
    world = a_world()
    version = begun(world.people["own"], title="密语追问", visibility=visibility)
    author, school = version.resource.author.name, version.resource.organisation.name
    for name, person in {"anonymous": None, **world.people}.items():
        visible = queries.published_versions_visible_to(person).with_only_columns(ResourceVersion.id)
        expected = version.id in db.session.scalars(visible).all()
        assert (("title", "密语追问") in told(person, "密语")) is expected, name
        assert (("person", author) in told(person, author)) is expected, name
        assert (("school", school) in told(person, school)) is expected, name


def test_without_the_scope_a_stranger_would_be_suggested_a_title_of_another_school(begun, monkeypatch):
    """± The control of the test above."""
    begun(title="密语追问", visibility=Visibility.SCHOOL)
    stranger = a_teacher()
    assert told(stranger, "密语") == []
    monkeypatch.setattr(queries, "_reaches", lambda person: sa.true())
    assert told(stranger, "密语") == [("title", "密语追问")]


def test_what_is_withdrawn_is_suggested_no_more_even_before_the_worker_comes(begun):
    version = begun(title="密语追问")
    version.resource.withdraw(by=version.resource.author)
    db.session.commit()
    assert told(version.resource.author, "密语") == []


def test_the_page_gives_options_that_lead_somewhere(begun, visitor):
    version = begun(a_teacher(name="王芳"), title="王者之问")
    page = visitor.get("/library/suggestions?q=王&box=1")
    assert [(one["id"], one["data-url"], one["data-value"]) for one in page.select("li[role=option]")] == [
        (
            "suggestion-1-1",
            "/library/?q=作者:王芳".replace("作者:王芳", "%E4%BD%9C%E8%80%85:%E7%8E%8B%E8%8A%B3"),
            "作者:王芳",
        ),
        ("suggestion-1-2", f"/library/resources/{version.resource_id}", "王者之问"),
    ]


@pytest.mark.parametrize("typed", ["", "t", "***", "%", "_", "'", "\\", "ť" * 300, "👩‍🏫", "%00", "%ff"])
def test_noise_suggests_nothing_and_breaks_nothing(begun, visitor, typed):
    begun(title="追问")
    page = visitor.client.get("/library/suggestions?q=" + typed)
    assert (page.status_code, "option" in page.text) in [(200, False), (400, False)]


def test_it_costs_the_same_for_one_resource_and_for_three(begun, statements):
    costs = []
    for number in range(3):
        begun(title=f"追问{number}")
        statements.clear()
        suggest(None, "追问")
        costs.append(len(statements))
    assert costs == [4, 4, 4]


def test_the_worker_follows_what_is_published_and_mends_what_differs(published, work):
    version = published(a_teacher(name="王芳"), title="追问")
    assert stale_ids() == []
    assert told(None, "追问") == [("title", "追问")]

    version.resource.author.name = "王方明"
    db.session.execute(sa.delete(Completion).where(Completion.kind == "school"))
    db.session.commit()
    assert stale_ids() == [version.resource_id]
    keeping.check([])
    work()
    assert (stale_ids(), told(None, "wfm")) == ([], [("person", "王方明")])

    version.resource.withdraw(by=version.resource.author)
    work()
    assert db.session.scalars(sa.select(Completion).where(Completion.kind == "title")).all() == []


def test_a_worker_that_starts_looks_after_the_suggestions_there_are(app, work):
    a_published(title="追问", visibility=Visibility.PUBLIC)
    db.session.execute(sa.text("DELETE FROM outbox_row"))
    sweep()
    work()
    assert told(None, "追问") == [("title", "追问")]
