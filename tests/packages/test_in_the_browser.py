"""Packages in a real browser: they find the platform, go on where they were, and are done."""

import pytest
import sqlalchemy as sa

from teachnet.db import db, reading
from teachnet.packages.models import PackageRun
from tests.factories import a_teacher
from tests.packages.factories import SCO, a_package_unit, a_zip, manifest_12, manifest_2004
from tests.study.factories import a_course, a_learner

pytestmark = pytest.mark.browser

# As many packages are built: the page that is opened holds a frame, and the page in there asks its parent.
SHELL = '<!doctype html><meta charset="utf-8"><iframe src="inside.html" width="600" height="300"></iframe>'


@pytest.fixture
def lin(app):
    return a_learner(a_course(units=0), a_teacher(name="Lin"))


def kept() -> list[tuple]:
    """Read without keeping the write lock from the server."""
    with reading():
        db.session.rollback()
        found = db.session.execute(sa.select(PackageRun.state, PackageRun.percent)).all()
        db.session.rollback()
    return [(state.value, percent) for state, percent in found]


def package_in(page):
    return page.frame_locator("[data-package] iframe").frame_locator("iframe")


@pytest.mark.parametrize("manifest", [manifest_12(), manifest_2004()])
def test_a_package_goes_on_where_it_was_and_is_worked_through(page, live_server, sign_in, lin, manifest):
    unit = a_package_unit(lin.course, a_zip(manifest))
    sign_in(page, lin.learner)
    page.goto(f"{live_server.url}/study/units/{unit.unit_id}")
    package = package_in(page)
    package.get_by_text("page 1").wait_for()
    with page.expect_response("**/run/kept"):
        package.locator("#on").click()
    package.get_by_text("page 2").wait_for()

    page.reload()
    package.get_by_text("page 2").wait_for()
    with page.expect_response("**/run/kept"):
        package.locator("#end").click()
    page.get_by_text("Worked through").wait_for()
    assert kept() == [("worked_through", 90)]


def test_frames_inside_a_package_may_ask_their_parents(page, live_server, sign_in, lin):
    pages = {"part0/index.html": SHELL, "part0/inside.html": SCO.format(title="Inside")}
    unit = a_package_unit(lin.course, a_zip(manifest_12(), files=pages))
    sign_in(page, lin.learner)
    page.goto(f"{live_server.url}/study/units/{unit.unit_id}")
    package_in(page).frame_locator("iframe").get_by_text("page 1").wait_for()


def test_a_package_cannot_act_for_its_reader(page, live_server, sign_in, lin):
    """It asks for a page of the site at its own name and reads the page around: neither is for it."""
    spy = """<!doctype html><meta charset="utf-8"><p id="seen"></p><script type="module">
    const seen = [];
    try { seen.push(top.document.title); } catch { seen.push("no window"); }
    const answer = await fetch("/study/");
    seen.push((await answer.text()).includes("Lin") ? "Lin" : "nobody", document.cookie || "no cookie");
    document.getElementById("seen").textContent = seen.join(", ");
    </script>"""
    unit = a_package_unit(lin.course, a_zip(manifest_12(), files={"part0/index.html": spy}))
    sign_in(page, lin.learner)
    page.goto(f"{live_server.url}/study/units/{unit.unit_id}")
    seen = package_in(page).locator("#seen")
    seen.get_by_text("no cookie").wait_for()
    assert seen.inner_text() == "no window, nobody, no cookie"


def test_who_wrote_the_course_looks_and_nothing_is_kept(page, live_server, sign_in, lin):
    unit = a_package_unit(lin.course)
    sign_in(page, lin.course.author)
    page.goto(f"{live_server.url}/study/units/{unit.unit_id}")
    package_in(page).locator("#end").click()
    assert kept() == []
