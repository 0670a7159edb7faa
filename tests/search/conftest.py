import pytest

from teachnet.search.whoosh_engine import WhooshEngine

ENGINES = [WhooshEngine]  # every adapter passes the same tests


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__)
def empty(request, tmp_path):
    """An engine with an index in which nothing is."""
    engine = request.param(tmp_path / "index")
    engine.rebuild([])
    return engine


@pytest.fixture
def filled(empty):
    """`filled(document, …)`: the engine with these."""

    def fill(*documents):
        empty.update(documents)
        return empty

    return fill
