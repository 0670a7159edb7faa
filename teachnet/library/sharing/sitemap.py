"""For search engines: where every public page is (sitemaps.org), and what is not worth a visit."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from teachnet.library.sharing.names import stamp
from teachnet.library.sharing.xml import maker

E = maker("http://www.sitemaps.org/schemas/sitemap/0.9")

# A search can be narrowed in more ways than there are resources; each resource stands in the sitemap.
ROBOTS = """User-agent: *
Disallow: {search}?
Disallow: {oai}
Sitemap: {sitemap}
"""


def of_sitemaps(addresses: Iterable[tuple[str, datetime]]) -> etree._Element:
    return E("sitemapindex", *(_line("sitemap", *line) for line in addresses))


def of_pages(addresses: Iterable[tuple[str, datetime]]) -> etree._Element:
    return E("urlset", *(_line("url", *line) for line in addresses))


def _line(kind: str, address: str, changed_at: datetime) -> etree._Element:
    return E(kind, E("loc", address), E("lastmod", stamp(changed_at)))
