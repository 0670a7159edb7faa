"""What readers do, in a real browser: with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from teachnet.library.models import Visibility
from tests.factories import a_school, a_teacher
from tests.library.factories import a_published


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_rating_and_collecting_on_a_phone(new_page, live_server, sign_in, java_script_enabled):
    version = a_published(a_teacher(a_school(), "Author"), visibility=Visibility.CITY)
    page = new_page(width=360, height=740, java_script_enabled=java_script_enabled)
    sign_in(page, a_teacher(name="Reader"))
    page.goto(f"{live_server.url}/library/resources/{version.resource_id}")

    page.get_by_label("How useful is it?").select_option("4")
    page.get_by_role("button", name="Rate it").click()
    expect(page.locator(".rating .figure")).to_contain_text("4 of 5")

    page.locator("summary", has_text="Put into a collection").click()
    page.get_by_label("Name of the new collection").or_(page.get_by_label("Name of the collection")).fill("For Monday")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".notice")).to_contain_text("Added to “For Monday”.")
