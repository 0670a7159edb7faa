import json

import pytest

from teachnet.search.indexes import indexes

DOCS = [("d1", "锣鼓经", "打击乐的记谱方法"), ("d2", "战国无双", "一款游戏"), ("d3", "听评课", "观察一节课")]
QUERIES = [("锣鼓经是什么", "d1"), ("怎样听评课", "d3")]


@pytest.fixture
def folder(tmp_path):
    docs = [{"id": id_, "source": "cmrc", "title": title, "text": text} for id_, title, text in DOCS]
    queries = [{"id": q, "source": "cmrc", "query": q, "relevant": {doc: 1}} for q, doc in QUERIES]
    for name, rows in (("docs", docs), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return tmp_path


@pytest.mark.parametrize("options", [[], ["--typo"], ["--engine", "whoosh"]])
def test_eval_search_prints_one_line_of_figures(app, folder, options):
    result = app.test_cli_runner().invoke(args=["eval-search", str(folder), *options])
    assert json.loads(result.output)["cmrc"]["n"] == 2
    if not options:
        assert json.loads(result.output) == {"cmrc": {"n": 2, "R1": 1.0, "R10": 1.0, "MRR10": 1.0, "nDCG10": 1.0}}


@pytest.mark.parametrize("content", [None, "no JSON"])
def test_a_folder_without_questions_is_told_in_a_sentence(app, folder, content):
    (folder / "queries.jsonl").unlink()
    if content:
        (folder / "queries.jsonl").write_text(content)

    result = app.test_cli_runner().invoke(args=["eval-search", str(folder)])

    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
    assert "holds no docs.jsonl and queries.jsonl" in result.output


def test_reindex_says_how_much_it_found(app, tmp_path):
    indexes.use(tmp_path)
    try:
        said = app.test_cli_runner().invoke(args=["reindex"]).output.splitlines()
        assert said[-2:] == ["resource: 0", "research: 0"]
        assert indexes.engine("resource").versions() == {}
    finally:
        indexes.use(app.config["SETTINGS"].instance / "search")
