"""Walks through the site as somebody would: from the front door along every kind of link."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error, Page

NO_PAGE = re.compile(r"/assets/|\.ics|/files?/|/export|\.(docx|pptx|pdf|mp4|xlsx|csv)$")
FARTHEST = 60
OFTEN = 2


def pages_from(page: Page, start: str, walked: Counter[str]) -> Iterator[str]:
    """The address of one page of each shape (`/teams/3` is as `/teams/7`), with the browser on it.

    `walked` counts the walks that met a shape: the first page and what it leads to are opened by everybody, and deeper
    ones by the first few who come there, whoever they are.
    """
    waiting, seen = [(start, 0)], set()
    while waiting and len(seen) < FARTHEST:
        url, depth = waiting.pop(0)
        kind = shape(url)
        if kind in seen or (depth > 1 and walked[kind] >= OFTEN) or not opens(page, url):
            continue
        seen.add(kind)
        walked[kind] += 1
        links = links_on(page)
        yield url
        waiting += [(link, depth + 1) for link in links if shape(link) not in seen]


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
