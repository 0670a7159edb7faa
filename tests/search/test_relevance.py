"""Known questions about known paragraphs. The floors are those of a sample: less to find means less to confuse."""

from pathlib import Path

import pytest

from teachnet.search.engines import engine_of
from teachnet.search.evaluate import fill, measure, read_lines
from tests.search.conftest import TRIED

pytestmark = pytest.mark.timeout(400)  # PostgreSQL takes seven statements for each question
EVERY = 6  # of the questions there; for each engine answers them in the time of a test
SAMPLE = Path(__file__).parent.parent / "corpus" / "relevance"


@pytest.fixture(scope="module", params=TRIED)
def sample(request, lasting_place):
    docs, queries = read_lines(SAMPLE / "docs.jsonl"), read_lines(SAMPLE / "queries.jsonl")[::EVERY]
    engine = engine_of(request.param, "sample", lasting_place)
    fill(engine, docs)
    return engine, docs, queries


def test_the_right_paragraph_stands_first(sample):
    figures = measure(*sample)
    assert (figures["cmrc"]["n"], figures["drcd"]["n"]) == (70, 60)
    assert figures["cmrc"]["nDCG10"] >= 0.98
    assert figures["drcd"]["nDCG10"] >= 0.955


def test_a_homophone_does_not_hide_it(sample):
    figures = measure(*sample, typo=True)
    assert figures["cmrc"]["R10"] >= 0.98
    assert figures["drcd"]["R10"] >= 0.96
