"""What finds nothing is noted without writing to the database, and counted by the worker."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, today
from teachnet.library.asking import actions, keeping
from teachnet.library.asking.models import FruitlessSearch
from teachnet.library.asking.spool import LARGEST, normal, spool
from teachnet.search.query import parse
from tests.factories import a_city_admin, a_teacher


@pytest.fixture(autouse=True)
def folder(app, tmp_path):
    spool.use(tmp_path / "spool")
    yield tmp_path / "spool"
    spool.use(app.config["SETTINGS"].instance / "spool")


def counted() -> dict[str, int]:
    keeping.count([])
    db.session.commit()
    return {row.query: row.count for row in db.session.scalars(sa.select(FruitlessSearch))}


def test_what_finds_nothing_for_a_reader_is_counted_and_what_finds_something_is_not(published, visitor):
    published(title="追问")
    for typed in ("火星", "追问", "火星  ", "ＨＵＯＸＩＮＧ 課", "追问&kind=clip", "***", ""):
        visitor.get(f"/library/?q={typed}")
    assert counted() == {"火星": 2, "huoxing 课": 1}
    assert counted() == {"火星": 2, "huoxing 课": 1}  # each line once


def test_a_get_that_finds_nothing_writes_nothing_to_the_database(published, visitor, statements):
    visitor.get("/library/?q=火星")
    assert [sent for sent in statements if not sent.lstrip().startswith(("SELECT", "PRAGMA"))] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("追问  艺术", "追问 艺术"),
        ("追問", "追问"),
        ("张伟 13812345678", "张伟 …"),
        ("370303199001011234", "…"),
        ("第5课 2026", "第5课 2026"),
        ("字" * 150, "字" * 100),
        ("***", ""),
    ],
)
def test_one_spelling_is_kept_and_no_number_of_a_person(typed, kept):
    assert normal(parse(typed)) == kept


def test_months_are_counted_apart_and_the_last_day_is_kept(app):
    days = [date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 20)]
    actions.count_fruitless(Counter({(day, "火星"): 2 for day in days}))
    rows = db.session.execute(
        sa.select(FruitlessSearch.month, FruitlessSearch.count, FruitlessSearch.last_on).order_by(FruitlessSearch.month)
    ).all()
    assert rows == [(date(2026, 10, 1), 2, days[0]), (date(2026, 11, 1), 4, days[2])]


def test_what_was_not_folded_in_is_taken_again_and_a_broken_line_is_left_out(folder):
    spool.note(parse("火星"))
    with pytest.raises(RuntimeError), spool.taken():
        raise RuntimeError
    spool.note(parse("火星"))
    with (folder / "fruitless.jsonl").open("ab") as file:
        file.write(b'{"on": "2026-1\n[]\n\xff\n')
    assert counted() == {"火星": 2}
    assert list(folder.iterdir()) == []


def test_the_file_stays_small_and_a_full_disk_stops_no_search(folder, visitor, tmp_path, caplog):
    folder.mkdir()
    (folder / "fruitless.jsonl").write_bytes(b"x" * LARGEST)
    spool.note(parse("火星"))
    assert (folder / "fruitless.jsonl").stat().st_size == LARGEST

    (tmp_path / "file").write_text("")
    spool.use(tmp_path / "file" / "spool")
    assert visitor.get("/library/?q=火星").status == 200


def test_old_months_go(app):
    long_ago = (today() - keeping.KEPT - timedelta(days=40)).replace(day=1)
    actions.count_fruitless(Counter({(long_ago, "火星"): 1, (today(), "金星"): 1}))
    assert counted() == {"金星": 1}


def test_editors_see_what_was_asked_most_first_and_can_ask_it_again(as_person):
    actions.count_fruitless(Counter({(today(), "火星"): 2, (today(), "金星"): 5}))
    page = as_person(a_city_admin()).get("/library/fruitless-searches")
    assert [(row.select_one("th").text, row.select_one("td").text) for row in page.select("tbody tr")] == [
        ("金星", "5"),
        ("火星", "2"),
    ]
    assert as_person(a_teacher()).get("/library/fruitless-searches").status == 403


def test_who_asked_is_nowhere_kept(folder, published, as_person):
    reader = a_teacher(name="Curious")
    as_person(reader).get("/library/?q=火星")
    line = json.loads((folder / "fruitless.jsonl").read_text("utf-8"))
    assert line == {"on": today().isoformat(), "q": "火星"}
