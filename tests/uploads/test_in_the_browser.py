"""The script behind the field: a lost connection, and a reload."""

import pytest
import sqlalchemy as sa

from teachnet.db import db, reading
from teachnet.uploads.models import ResumableUpload, Upload
from tests.factories import a_school, a_teacher
from tests.files.media_files import a_film

PIECE, SIZE = 'data-piece="4194304"', 2000

pytestmark = [pytest.mark.browser, pytest.mark.worker]


def asked(statement):
    """Read without keeping the write lock from the server."""
    with reading():
        db.session.rollback()
        found = db.session.execute(statement).all()
        db.session.rollback()
    return found


@pytest.fixture
def zhou(app):
    return a_teacher(a_school(), "Zhou Min")


@pytest.fixture
def open_form(page, live_server, sign_in, zhou):
    """With pieces small enough for a film of a second; the script reads what the page says when it starts."""
    sign_in(page, zhou)

    def small_pieces(route):
        answer = route.fetch()
        body = answer.text().replace('data-from="20971520"', 'data-from="1"').replace(PIECE, f'data-piece="{SIZE}"')
        route.fulfill(response=answer, body=body)

    page.route("**/library/new", small_pieces)
    return lambda: page.goto(f"{live_server.url}/library/new")


@pytest.fixture
def film(tmp_path):
    """On the disk, where it has a date by which it is known again."""
    path = tmp_path / "课.mp4"
    path.write_bytes(a_film())
    return path


def choose(page, film) -> None:
    page.set_input_files("[data-uploads] input[type=file]", film)


def wait_for(page, received: int) -> None:
    page.wait_for_selector(f'[data-coming] progress[value="{received}"]')


def test_a_film_goes_on_after_a_lost_connection_and_is_added_to_the_form(page, open_form, film):
    lost = []

    def lose_one(route):
        if len(lost) == 1 and route.request.method == "PATCH":
            lost.append("now")
            return route.abort("connectionreset")
        lost.extend(["first"] if route.request.method == "PATCH" and not lost else [])
        return route.continue_()

    page.route("**/uploads/*", lose_one)
    open_form()
    choose(page, film)

    wait_for(page, film.stat().st_size)
    page.wait_for_selector("form input[type=hidden][name=upload_id]", state="attached")
    assert lost == ["first", "now"]
    ((kept,),) = asked(sa.select(Upload.id))
    assert page.get_attribute("form input[type=hidden][name=upload_id]", "value") == str(kept)


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(page, open_form, film):
    sent = []
    page.route(
        "**/uploads/*", lambda route: sent.append(route.request.headers.get("upload-offset")) or _only_one(route, sent)
    )
    open_form()
    choose(page, film)
    wait_for(page, SIZE)
    page.unroute("**/uploads/*")
    open_form()
    assert "Choose the same file again" in page.inner_text("[data-coming]")

    choose(page, film)

    wait_for(page, film.stat().st_size)
    assert asked(sa.select(ResumableUpload.received)) == [(film.stat().st_size,)]


def _only_one(route, sent: list):
    pieces = [offset for offset in sent if offset is not None]
    return route.continue_() if route.request.method != "PATCH" or len(pieces) <= 1 else route.abort("connectionreset")
