"""What it adds up to: the right figures for the right people, on the page, in Excel and on a slide."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from python_calamine import CalamineWorkbook

from teachnet.accounts.models import Role, Subject
from teachnet.db import db, today
from teachnet.library import queries as library_queries
from teachnet.library.models import Visibility
from teachnet.library.opinions import charts
from teachnet.library.opinions.models import By, Measure, Period, VisitCount
from teachnet.library.opinions.queries.figures import BEGINNING, figures
from teachnet.library.opinions.views.shown import related_to
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_school_admin, a_teacher, saved, somebody
from tests.library.factories import a_published, a_skill
from tests.library.opinions.factories import a_collection, a_rating, an_adoption


@pytest.fixture
def city(app):
    """Two counties, an author in each, and a teacher of the second who used what the first shared."""

    class Town:
        here, there = a_county(name="Zhangdian"), a_county(name="Yiyuan")
        author = a_teacher(a_school(here, name="First Primary"), "Author")
        teacher = a_teacher(a_school(there, name="Yiyuan Primary"), "Teacher")
        used = a_published(author, title="Used")
        unused = a_published(author, title="Unused", subject=Subject.CHINESE)
        theirs = a_published(teacher, title="Theirs")

    viewed(Town.used, views=7, downloads=2)
    viewed(Town.used, views=100, ago=200)
    viewed(Town.theirs, views=3)
    an_adoption(Town.used, Town.teacher)
    a_rating(Town.used, Town.teacher, 4)
    return Town


def viewed(version, views, downloads=0, ago=0):
    day = today() - timedelta(days=ago)
    saved(VisitCount(resource_id=version.resource_id, day=day, views=views, downloads=downloads))


def lines(person, by, since=None):
    since = since or today() - timedelta(days=30)
    found = db.session.execute(figures(person, by, Measure.VIEWS, since)).all()
    if by.is_about_users:
        return [(row.label, row.adoptions, row.teachers) for row in found]
    return [(row.label, row.views, row.downloads, row.adoptions, row.ratings, row.stars) for row in found]


def test_an_author_sees_their_own(city):
    assert lines(city.author, By.ITEM) == [("Used", 7, 2, 1, 1, 4), ("Unused", 0, 0, 0, 0, 0)]
    assert lines(city.author, By.AUTHOR) == [("Author", 7, 2, 1, 1, 4)]
    assert lines(city.teacher, By.ITEM) == [("Theirs", 3, 0, 0, 0, 0)]
    assert lines(city.author, By.ITEM, BEGINNING)[0] == ("Used", 107, 2, 1, 1, 4)


def test_an_office_sees_its_area(city):
    here, there = a_county_admin(city.here), a_county_admin(city.there)
    assert lines(here, By.SCHOOL) == [("First Primary", 7, 2, 1, 1, 4)]
    assert lines(there, By.COUNTY) == [("Yiyuan", 3, 0, 0, 0, 0)]
    assert [row[0] for row in lines(a_city_admin(), By.COUNTY)] == ["Zhangdian", "Yiyuan"]
    assert lines(a_school_admin(a_school(city.here)), By.ITEM) == []


def test_adoptions_are_counted_by_the_school_and_county_that_used_it(city):
    there = a_county_admin(city.there)
    assert lines(there, By.USING_SCHOOL) == [("Yiyuan Primary", 1, 1)]
    assert lines(a_city_admin(), By.USING_COUNTY) == [("Yiyuan", 1, 1)]
    assert lines(a_county_admin(city.here), By.USING_SCHOOL) == []


def test_a_research_lead_sees_their_field(city):
    lead = somebody(Role.RESEARCH_LEAD, city.here, "Lead")
    lead.current_appointments[0].subject = Subject.CHINESE
    db.session.commit()
    assert [row[0] for row in lines(lead, By.ITEM)] == ["Unused"]


def test_what_one_may_not_see_is_not_counted(city, monkeypatch):
    lead = somebody(Role.RESEARCH_LEAD, city.here, "Lead")
    at_school = a_published(city.author, title="At school", visibility=Visibility.SCHOOL)
    viewed(at_school, 50)
    assert "At school" not in [row[0] for row in lines(lead, By.ITEM)]

    monkeypatch.setattr(library_queries, "_reaches", lambda person: sa.true())
    assert "At school" in [row[0] for row in lines(lead, By.ITEM)]  # the control


def test_the_page_the_file_and_the_picture_say_the_same(city, as_person):
    browser = as_person(a_city_admin())
    page = browser.get("/library/figures?by=county&period=30&measure=views")
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr[role]")]
    assert rows == [["Zhangdian", "2", "7", "2", "1", "1", "4"], ["Yiyuan", "1", "3", "0", "0", "0", "—"]]
    assert [figure.b.text.strip() for figure in page.select(".figure")] == ["10", "2", "1", "1", "4"]

    answer = browser.post("/library/figures/export", by="county", period="30", measure="views")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.response.data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[-2:]] == ["Zhangdian", "Yiyuan"]
    assert sheet[-2][1:] == [2, 7, 2, 1, 1, 4]

    svg = browser.get("/library/figures/bars.svg?by=county&period=30&measure=views").response
    texts = [text.text for text in BeautifulSoup(svg.data, "html.parser").find_all("text")]
    assert (svg.mimetype, texts[2:]) == ("image/svg+xml", ["Zhangdian", "7", "Yiyuan", "3"])


def test_a_title_is_text_in_picture_and_sheet(city, as_person):
    a_published(city.author, title="=<b>&HYPERLINK()")
    browser = as_person(city.author)
    svg = BeautifulSoup(browser.get("/library/figures/bars.svg").response.data, "html.parser")
    assert "=<b>&HYPERLINK()" in [text.text for text in svg.find_all("text")]
    answer = browser.post("/library/figures/export")
    cells = CalamineWorkbook.from_filelike(BytesIO(answer.response.data)).get_sheet_by_index(0).to_python()
    assert "'=<b>&HYPERLINK()" in [row[0] for row in cells]


def test_the_line_has_a_point_for_each_time_even_without_a_visit(city, as_person):
    day = today()
    points = charts.line([(day, 4), (day - timedelta(days=2), 2)], Period.MONTH, day - timedelta(days=29), day)
    assert (len(points), [point.value for point in points[-3:]]) == (30, [2, 0, 4])
    assert [(points[0].x, points[0].y), (points[-1].x, points[-1].y)] == [(0, 100), (100, 0)]
    svg = as_person(city.author).get("/library/figures/line.svg?period=all").response
    assert BeautifulSoup(svg.data, "html.parser").select_one("svg path[d^=M80]")


def test_the_figures_make_the_same_statements_for_few_and_many(city, as_person, statements):
    browser = as_person(a_city_admin())

    def asked():
        before = len(statements)
        browser.get("/library/figures?by=item")
        return len(statements) - before

    asked()
    few = asked()
    for _more in range(4):
        viewed(a_published(city.author), 1)
    assert asked() == few


def titles(version, reader) -> list[str]:
    return [line.title for line in related_to(version, reader)]


def test_related_are_of_the_same_skill_first_then_of_the_field_and_what_stands_together(city):
    skill = a_skill("board")
    same_field = a_published(city.teacher, title="Same field", skill=skill)
    far = a_published(city.teacher, title="Far but together", skill=skill, subject=Subject.MUSIC)
    assert titles(city.used, city.author) == ["Theirs", "Same field"]

    a_collection(city.author, city.used.resource, far.resource, same_field.resource)
    assert titles(city.used, city.author) == ["Theirs", "Same field", "Far but together"]
    assert titles(city.used, city.teacher) == ["Theirs", "Same field"]  # a private collection says nothing to others


def test_related_are_only_what_the_reader_may_see(city, monkeypatch):
    a_published(city.author, title="At school", visibility=Visibility.SCHOOL)
    assert "At school" not in titles(city.used, city.teacher)
    assert titles(city.used, None) == []

    monkeypatch.setattr(library_queries, "_reaches", lambda person: sa.true())
    assert "At school" in titles(city.used, city.teacher)  # the control
