"""Which engine answers, how an installation goes over to another one, and what the doctor says about it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.config import BadSettings, Settings
from teachnet.db import db, utcnow
from teachnet.doctor import Finding, Grade
from teachnet.jobs.models import OutboxRow
from teachnet.library.models import Visibility
from teachnet.library.search import KIND
from teachnet.library.words import Licence
from teachnet.search import findings, sync
from teachnet.search.engine import Unsound, Wish
from teachnet.search.find import find, why
from teachnet.search.indexes import indexes
from teachnet.search.query import parse
from tests import engines
from tests.library.factories import a_published

OTHER = "postgres" if engines.engine() == "postgresql" else "tantivy"
PUBLIC = frozenset({"public"})


@pytest.fixture(autouse=True)
def folder(app, tmp_path):
    indexes.use(tmp_path)
    yield tmp_path
    indexes.use(app.config["SETTINGS"].instance / "search")


@pytest.fixture
def resource_id(app):
    made = a_published(title="追问三步", visibility=Visibility.PUBLIC, licence=Licence.BY_NC).resource_id
    db.session.commit()
    db.session.execute(sa.update(OutboxRow).values(done_at=utcnow()))
    db.session.commit()
    return made


@pytest.fixture
def reindexed(app, resource_id):
    run(app, "reindex")
    return resource_id


def run(app, *args: str) -> str:
    result = app.test_cli_runner().invoke(args=list(args))
    db.session.remove()
    return result.output


def found(typed: str = "追问") -> list[int]:
    return list(find(KIND, Wish(parse(typed), PUBLIC)).ids)


def said(some: list[Finding]) -> list[tuple[Grade, str]]:
    return [(finding.grade, f"{finding.what} {finding.remedy}") for finding in some]


def test_reindex_goes_over_to_another_engine_without_a_restart(app, reindexed, folder):
    assert (indexes.engine_in_use, found()) == ("whoosh", [reindexed])
    output = run(app, "reindex", "--engine", OTHER)
    assert output.splitlines()[-1] == f"{OTHER} answers from now on."
    assert (indexes.engine_in_use, found()) == (OTHER, [reindexed])
    assert indexes.engine(KIND).versions() == indexes.engine(KIND, "whoosh").versions()
    asked = db.session.scalars(sa.select(OutboxRow.topic).where(OutboxRow.done_at.is_(None))).all()
    assert asked == ["search.check"]  # for what the worker gave the other engine in between


def test_each_engine_keeps_each_kind_in_a_folder_of_its_own(app, reindexed, folder):
    assert [path.parent.name for path in folder.glob("*/resource")] == ["whoosh"]


def test_a_reindex_that_dies_leaves_the_engine_that_answered(app, reindexed, monkeypatch):
    def die(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(sync, "_read", die)
    with pytest.raises(KeyboardInterrupt):
        sync.rebuild(KIND, engine=OTHER)
    assert (indexes.engine_in_use, found()) == ("whoosh", [reindexed])
    with pytest.raises(Unsound):
        indexes.engine(KIND, OTHER).versions()


def test_the_setting_is_stronger_and_reindex_says_so(app, reindexed, folder):
    indexes.use(folder, "whoosh")
    output = run(app, "reindex", "--engine", OTHER)
    assert f"TEACHNET_SEARCH_ENGINE=whoosh is set: set it to {OTHER}" in output
    assert (indexes.engine_in_use, found()) == ("whoosh", [reindexed])
    indexes.use(folder, OTHER)
    assert found() == [reindexed]


def test_an_engine_that_was_away_catches_up_with_what_has_changed(app, reindexed):
    run(app, "reindex", "--engine", OTHER)
    indexes.switch("whoosh")
    newer = a_published(title="追问五步", visibility=Visibility.PUBLIC)
    db.session.commit()
    indexes.switch(OTHER)
    sync.check([])
    assert newer.resource_id in indexes.engine(KIND).versions()


@pytest.mark.parametrize(
    ("engine", "url", "complaint"),
    [
        ("lucene", "", "is one of whoosh, tantivy, postgres"),
        ("postgres", "sqlite:////tmp/a.db", "needs a DATABASE_URL"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_a_sentence(tmp_path, engine, url, complaint):
    environ = {"TEACHNET_INSTANCE": str(tmp_path), "TEACHNET_SEARCH_ENGINE": engine, "DATABASE_URL": url}
    with pytest.raises(BadSettings, match=complaint):
        Settings.from_environment(environ)


def test_why_is_told_to_whoever_may_find_it_and_to_nobody_else(app, reindexed):
    """± The very same question, asked with and without a code of the reader's."""
    document = next(iter(indexes.sources[KIND].documents([reindexed])))
    told = why(KIND, Wish(parse("追问"), PUBLIC), document.id)
    assert told.reasons[0].term == "追问"
    assert why(KIND, Wish(parse("追问"), frozenset({"county:99"})), document.id) is None
    assert why(KIND, Wish(parse("追问"), PUBLIC), 999) is None


def test_the_licence_is_a_facet(app, reindexed):
    assert find(KIND, Wish(parse("追问"), PUBLIC)).counts["licence"] == {Licence.BY_NC.value: 1}


# The doctor


def test_a_healthy_search_is_told_in_a_word(app, reindexed):
    assert "search: all well\n" in run(app, "doctor", "--language", "en")
    assert "search：一切正常\n" in run(app, "doctor")


def test_no_index_is_bad_and_has_a_remedy_in_both_languages(app, resource_id):
    result = app.test_cli_runner().invoke(args=["doctor", "--language", "en"])
    assert (result.exit_code, "→ flask reindex builds it." in result.output) == (1, True)
    assert "→ 运行 flask reindex" in run(app, "doctor")


def test_an_index_that_is_behind_says_whether_the_worker_or_something_else_is_to_blame(app, reindexed):
    a_published(title="候答", visibility=Visibility.PUBLIC)
    db.session.commit()
    assert [grade for grade, _text in said(list(findings.examine()))] == [Grade.BAD]  # no reason known yet

    row = db.session.scalars(sa.select(OutboxRow).where(OutboxRow.done_at.is_(None))).first()
    row.made_at = utcnow() - timedelta(minutes=5)
    db.session.commit()
    assert [text for _grade, text in said(list(findings.examine()))] == [
        "Changes the search index has not followed for a minute: 1. See that the worker runs: flask work."
    ]

    row = db.session.get(OutboxRow, row.id)
    row.given_up_at = utcnow()
    db.session.commit()
    assert "The log of the worker says why" in said(list(findings.examine()))[0][1]


@pytest.mark.parametrize(
    ("engine", "documents", "hosts", "advice"),
    [
        ("whoosh", 20_000, 1, None),
        ("whoosh", 20_001, 1, "--engine tantivy"),
        ("tantivy", 500_000, 1, None),
        ("postgres", 100, 1, None),
        ("postgres", 500_000, 3, None),
        ("whoosh", 100, 2, "--engine postgres"),
        ("tantivy", 500_000, 2, "--engine postgres"),
    ],
)
def test_the_doctor_says_when_to_switch(app, engine, documents, hosts, advice):
    told = [text for _grade, text in said(list(findings.better_engine(engine, documents, hosts)))]
    assert (len(told), advice is None or advice in told[0]) == (int(advice is not None), True)
