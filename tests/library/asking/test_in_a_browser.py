"""The search box as somebody at a keyboard meets it."""

import pytest

from teachnet.db import db
from teachnet.library.asking.beginnings import rewrite
from teachnet.library.models import Visibility
from tests.library.factories import a_published


@pytest.fixture
def titled(app):
    version = a_published(title="追问的艺术", visibility=Visibility.PUBLIC)
    rewrite([version.resource_id])
    db.session.commit()
    return version


@pytest.mark.parametrize("width", [360, 1280])
def test_suggestions_are_walked_through_and_chosen_by_keys(page, live_server, titled, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{live_server.url}/library/")
    box = page.get_by_role("combobox")
    box.press_sequentially("zhuiw")
    option = page.get_by_role("option", name="追问的艺术 Resource")
    option.wait_for()
    assert (box.get_attribute("aria-expanded"), box.get_attribute("aria-controls")) == (
        "true",
        page.get_by_role("listbox").get_attribute("id"),
    )
    edges = page.get_by_role("listbox").bounding_box(), box.bounding_box()
    assert 0 <= edges[0]["y"] - edges[1]["y"] - edges[1]["height"] < 10  # right below the box

    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    assert (page.get_by_role("option").count(), box.input_value()) == (0, "zhuiw")

    box.press("Backspace")
    option.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"{live_server.url}/library/resources/{titled.resource_id}")


def test_without_scripts_the_box_is_a_box(new_page, live_server, titled):
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/library/")
    box = page.get_by_role("searchbox")
    box.fill("追问")
    box.press("Enter")
    page.wait_for_url("**/library/?q=*")
