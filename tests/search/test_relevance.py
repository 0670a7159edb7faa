"""Known questions about known paragraphs. The floors are those of a sample: less to find means less to confuse."""

from pathlib import Path

import pytest

from teachnet.search.evaluate import fill, measure, read_lines
from tests.search.conftest import ENGINES

SAMPLE = Path(__file__).parent.parent / "corpus" / "relevance"


@pytest.fixture(scope="module", params=ENGINES, ids=lambda engine: engine.__name__)
def sample(request, tmp_path_factory):
    docs, queries = read_lines(SAMPLE / "docs.jsonl"), read_lines(SAMPLE / "queries.jsonl")
    engine = request.param(tmp_path_factory.mktemp("index"))
    fill(engine, docs)
    return engine, docs, queries


def test_the_right_paragraph_stands_first(sample):
    figures = measure(*sample)
    assert (figures["cmrc"]["n"], figures["drcd"]["n"]) == (420, 358)
    assert figures["cmrc"]["nDCG10"] >= 0.992
    assert figures["drcd"]["nDCG10"] >= 0.985


def test_a_homophone_does_not_hide_it(sample):
    figures = measure(*sample, typo=True)
    assert figures["cmrc"]["R10"] >= 0.99
    assert figures["drcd"]["R10"] >= 0.97
