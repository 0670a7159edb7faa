"""What a browser can find wrong with a page, each as one line."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# What is in order need not be told: the telling takes a third of the time.
NO_COLOURS = {"color-contrast": {"enabled": False}}
ONLY_WHAT_IS_WRONG = {"runOnly": EVERY_RULE, "rules": NO_COLOURS, "resultTypes": ["violations"]}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
HEAVIEST, MOST_REQUESTS = 60_000, 12

# Two English words in a row on a Chinese page, outside titles (an English lesson has an English one), what is marked as
# another language, raw data, and what somebody typed.
ENGLISH = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.replace(/《[^》]*》/g, '').trim();
    const parent = walker.currentNode.parentElement;
    const isData = parent.closest('[lang=en], code, textarea, [data-raw], svg, noscript');
    if (/[A-Za-z]{2,} [A-Za-z]{2,}/.test(text) && !isData) found.push(text);
  }
  return found;
}"""

# Bytes and requests of this page on a cold cache; pictures, clips and sound are not counted.
LOAD = """() => {
  const media = ['img', 'video', 'audio', 'image'];
  const got = performance.getEntriesByType('resource').filter(one => !media.includes(one.initiatorType));
  const page = performance.getEntriesByType('navigation')[0];
  return [got.reduce((sum, one) => sum + one.transferSize, page.transferSize), got.length + 1];
}"""

# Which parts a page is made of, whatever they say: a page of parts that were looked at is as accessible as they were.
# Those that were not looked at are marked: to compare colours takes longer than all the rest together.
PARTS = """known => {
  const names = ['class', 'role', 'type', 'data-look', 'data-state', 'aria-current', 'hidden'];
  const part = one => [one.parentElement?.tagName, one.tagName, ...names.map(name => one.getAttribute(name))].join();
  const before = new Set(known), fresh = new Set();
  for (const one of document.querySelectorAll('*')) {
    if (before.has(part(one))) continue;
    fresh.add(part(one));
    one.setAttribute('data-unseen', '');
  }
  return [...fresh];
}"""
UNSEEN = "[data-unseen]"  # and all within; a piece that renewed itself meanwhile took its marks along
RUN = """([where, how]) => where && !document.querySelector(where)
  ? [] : axe.run(where ? {include: [[where]]} : document, how).then(found => found.violations)"""


def parts_unseen(page: Page, known: set[str]) -> set[str]:
    """They are marked on the page."""
    return set(page.evaluate(PARTS, list(known)))


def of_access(page: Page) -> Iterator[str]:
    """Of the whole page, but for its colours."""
    yield from _of_axe(page, ONLY_WHAT_IS_WRONG)


def of_colours(page: Page) -> Iterator[str]:
    """Of the parts that are marked, as light or dark as the page is now."""
    yield from _of_axe(page, ONLY_COLOURS, UNSEEN)


def _of_axe(page: Page, how: dict, where: str | None = None) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    for violation in page.evaluate(RUN, [where, how]):
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html'][:200]}"


def of_width(page: Page) -> Iterator[str]:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        yield f"{over} px wider than the screen"


def of_language(page: Page) -> Iterator[str]:
    for text in page.evaluate(ENGLISH):
        yield f"not in Chinese: {text[:100]}"


def of_weight(page: Page) -> Iterator[str]:
    size, requests = page.evaluate(LOAD)
    if size > HEAVIEST or requests > MOST_REQUESTS:
        yield f"{size} bytes in {requests} requests"
