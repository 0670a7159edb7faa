"""Views and downloads: once a day for each visitor, nobody's name kept, nothing counted twice whatever dies."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, today
from teachnet.jobs.housekeeping import sweep
from teachnet.jobs.worker import work_until_idle
from teachnet.library.models import Visibility
from teachnet.library.opinions import visits
from teachnet.library.opinions.models import VisitCount, VisitMark
from teachnet.library.opinions.visits import Spool, Visit, fold, mark_of, spool
from tests.factories import a_school, a_teacher
from tests.library.factories import a_kept_file, a_published


@pytest.fixture(autouse=True)
def spooled(app, tmp_path):
    spool.use(tmp_path / "visits")
    yield spool.folder
    spool.use(app.config["SETTINGS"].instance / "visits")


@pytest.fixture
def version(app):
    return a_published(a_teacher(a_school(), "Author"), visibility=Visibility.PUBLIC, file=a_kept_file())


def page(version) -> str:
    return f"/library/resources/{version.resource_id}"


def download(version) -> str:
    return f"/library/files/{version.main_file.id}/plan.docx?download=1"


def counted() -> list[tuple]:
    fold()
    rows = sa.select(VisitCount.resource_id, VisitCount.day, VisitCount.views, VisitCount.downloads)
    return [tuple(row) for row in db.session.execute(rows.order_by(VisitCount.id))]


def a_visit(version, visitor, day=None) -> Visit:
    day = day or today()
    return Visit(day, version.resource_id, "v", mark_of(visitor, day, version.resource_id, "v"))


def test_views_and_downloads_count_once_a_day_for_each_visitor(version, as_person, visitor):
    reader, other = as_person(a_teacher(name="Reader")), as_person(a_teacher(name="Other"))
    for browser in (reader, reader, other, visitor, visitor):
        browser.get(page(version))
    for _again in range(2):
        reader.get(download(version))

    assert counted() == [(version.resource_id, today(), 3, 1)]
    reader.get(page(version))
    assert counted() == [(version.resource_id, today(), 3, 1)]


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"User-Agent": "curl/8.1"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
    ],
)
def test_machines_and_looks_ahead_do_not_count(version, visitor, headers):
    visitor.get(page(version), headers=headers)
    assert counted() == []


def test_neither_a_head_nor_the_author_nor_a_page_that_is_not_there_counts(version, as_person, visitor, app):
    as_person(version.resource.author).get(page(version))
    app.test_client().head(page(version))
    visitor.get("/library/resources/99999")
    assert counted() == []


def test_who_looked_is_nowhere_and_tomorrow_they_are_somebody_else(version, as_person, spooled):
    reader = a_teacher(name="Reader")
    as_person(reader).get(page(version))
    (line,) = [file.read_text().split() for file in spooled.iterdir()]
    assert line[:3] == [today().isoformat(), str(version.resource_id), "v"]
    assert line[3] != mark_of(f"person:{reader.id}", today() + timedelta(days=1), version.resource_id, "v")


def test_reading_writes_nothing_to_the_database(version, as_person, statements):
    browser = as_person(a_teacher(name="Reader"))
    before = len(statements)
    browser.get(page(version))
    assert [sent for sent in statements[before:] if sent.startswith(("INSERT", "UPDATE")) and "visit" in sent] == []


def test_several_processes_are_added_up_and_a_visitor_of_both_counts_once(version, spooled):
    other = Spool()
    other.use(spooled)
    for one, visitor in ((spool, "a"), (other, "b"), (other, "a")):
        one.append(a_visit(version, visitor))
    assert len(list(spooled.iterdir())) == 2
    assert counted() == [(version.resource_id, today(), 2, 0)]


def test_killed_before_its_commit_nothing_is_counted_and_after_it_nothing_twice(version, monkeypatch, spooled):
    spool.append(a_visit(version, "a"))

    def die():
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(db.session, "commit", die)
        with pytest.raises(KeyboardInterrupt):
            fold()
    db.session.rollback()
    assert db.session.scalars(sa.select(VisitCount)).all() == []
    assert counted() == counted() == [(version.resource_id, today(), 1, 0)]


def test_even_without_its_marks_a_file_is_not_counted_again(version):
    spool.append(a_visit(version, "a"))
    counted()
    db.session.execute(sa.delete(VisitMark))
    db.session.commit()
    assert counted() == [(version.resource_id, today(), 1, 0)]


def test_without_the_place_in_the_file_it_would_be(version, monkeypatch):
    """The control: told each time to begin at the beginning, and without marks, it counts twice."""
    spool.append(a_visit(version, "a"))
    counted()
    db.session.execute(sa.delete(VisitMark))
    db.session.execute(sa.update(visits.VisitSpool).values(folded=0))
    db.session.commit()
    assert counted() == [(version.resource_id, today(), 2, 0)]


def test_half_a_line_waits_and_what_is_no_visit_is_passed_over(version, spooled):
    spool.append(a_visit(version, "a"))
    (file,) = spooled.iterdir()
    with file.open("ab") as more:
        more.write(b"nonsense\n2026-13-45 1 v x\n" + f"{today()} {version.resource_id} v ab".encode())
    assert counted() == [(version.resource_id, today(), 1, 0)]
    with file.open("ab") as more:
        more.write(b"cd\n")
    assert counted() == [(version.resource_id, today(), 2, 0)]


def test_a_file_goes_once_its_day_is_long_past(version, spooled):
    for days in (0, 1, 5):
        spool.append(a_visit(version, "a", today() - timedelta(days=days)))
    assert sorted(views for _id, _day, views, _downloads in counted()) == [1, 1, 1]
    assert sorted(file.name[:10] for file in spooled.iterdir()) == [
        str(today() - timedelta(days=one)) for one in (1, 0)
    ]


def test_the_worker_counts_every_hour(version, app):
    spool.append(a_visit(version, "a"))
    db.session.commit()
    with app.app_context():
        sweep()
        work_until_idle()
    assert db.session.scalar(sa.select(VisitCount.views)) == 1
