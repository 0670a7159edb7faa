"""Walks through the site as somebody would: from the front door along every kind of link."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error, Page

NO_PAGE = re.compile(r"/assets/|\.ics|/files?/|/export|\.(docx|pptx|pdf|mp4|xlsx|csv)$")
FARTHEST = 60


def pages_from(page: Page, start: str) -> Iterator[str]:
    """The address of one page of each shape (`/teams/3` is as `/teams/7`), with the browser on it."""
    waiting, seen = [start], set()
    while waiting and len(seen) < FARTHEST:
        url = waiting.pop(0)
        if shape(url) in seen or not opens(page, url):
            continue
        seen.add(shape(url))
        links = links_on(page)
        yield url
        waiting += [link for link in links if shape(link) not in seen]


def shape(url: str) -> str:
    return re.sub(r"\d+", "N", urlsplit(url).path)


def links_on(page: Page) -> list[str]:
    hrefs = page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => link.getAttribute('href'))"
    )
    urls = [urljoin(page.url, href) for href in hrefs]
    here = urlsplit(page.url).netloc
    return [url for url in urls if urlsplit(url).netloc == here and not NO_PAGE.search(url)]


def opens(page: Page, url: str) -> bool:
    try:
        answer = page.goto(url)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    return answer is not None and answer.headers.get("content-type", "").startswith("text/html")
