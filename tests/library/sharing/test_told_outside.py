"""What search engines read."""

import json

from lxml import etree

from teachnet.files.kinds import Kind
from teachnet.library.models import Visibility
from teachnet.library.sharing import linked_data as telling
from tests.library.factories import a_stored_file

SITEMAP = {None: "http://www.sitemaps.org/schemas/sitemap/0.9"}


def data_of(page):
    block = page.select_one('script[type="application/ld+json"]')
    return block and json.loads(block.string)


def addresses(answer) -> list[str]:
    return [place.text for place in etree.fromstring(answer.response.data).iterfind("*/loc", SITEMAP)]


def test_a_public_page_tells_search_engines_what_it_holds(visitor, publish):
    clip = a_stored_file(kind=Kind.VIDEO, media_type="video/mp4", seconds=402.0)
    version = publish(title='</script><b>"Asking"', file=clip)
    page = visitor.get(f"/library/resources/{version.resource_id}")
    told = data_of(page)

    assert told["name"] == '</script><b>"Asking"'
    assert told["teaches"]["termCode"] == "questioning"
    assert told["author"] == {"@type": "Person", "name": "Liu Jianguo"}
    assert (told["encoding"][0]["@type"], told["encoding"][0]["duration"]) == ("VideoObject", "PT402S")
    assert page.select_one("link[rel=canonical]")["href"] == told["url"]
    assert told["url"] == f"http://localhost/library/resources/{version.resource_id}"


def test_a_page_for_some_tells_them_nothing(as_person, publish, monkeypatch):
    version = publish(visibility=Visibility.CITY)
    browser = as_person(version.resource.author)
    address = f"/library/resources/{version.resource_id}"

    assert data_of(browser.get(address)) is None

    monkeypatch.setattr(telling, "is_public", lambda version: True)  # the control
    assert data_of(browser.get(address)) is not None


def test_the_sitemap_leads_to_every_public_page_and_no_other(visitor, publish, withdraw):
    public, gone = publish(), publish()
    publish(visibility=Visibility.CITY)
    withdraw(gone, after=9)

    (part,) = addresses(visitor.get("/sitemap.xml"))
    assert part == "http://localhost/sitemap-0.xml"
    assert addresses(visitor.get("/sitemap-0.xml")) == [f"http://localhost/library/resources/{public.resource_id}"]
    assert visitor.get("/sitemap-1.xml").status == 404


def test_robots_are_shown_the_sitemap(visitor):
    assert "Sitemap: http://localhost/sitemap.xml\n" in visitor.get("/robots.txt").response.text
