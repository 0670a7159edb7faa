"""Where a form may lead back to: only to a page of our own."""

import pytest

from teachnet.web.links import leads_home, this_page_with

OUTSIDE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "evil",
    "",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("target", OUTSIDE)
def test_no_way_out(app, target):
    with app.test_request_context("/"):
        assert not leads_home(target)


@pytest.mark.parametrize("target", ["/", "/?q=提问", "/?next=//evil.example"])
def test_home_is_home(app, target):
    with app.test_request_context("/"):
        assert leads_home(target)


@pytest.mark.parametrize("target", ["/no/such/page", "/language", "/appearance"])
def test_what_is_no_page_to_read_is_no_way_back(app, target):
    with app.test_request_context("/"):
        assert not leads_home(target)


def test_a_site_under_a_path_of_its_own_leads_home_too(app):
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/teachnet"}):
        assert leads_home("/teachnet/")


def test_a_page_keeps_the_rest_of_its_query(app):
    with app.test_request_context("/?q=提问&stage=小学&stage=初中&page=2"):
        assert (
            this_page_with(page=3) == "/?q=%E6%8F%90%E9%97%AE&stage=%E5%B0%8F%E5%AD%A6&stage=%E5%88%9D%E4%B8%AD&page=3"
        )
        assert this_page_with(stage=None, page=None) == "/?q=%E6%8F%90%E9%97%AE"
