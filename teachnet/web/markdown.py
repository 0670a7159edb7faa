"""Markdown as people type it, to HTML that can do no harm: raw HTML is text, and what is left goes through nh3."""

import nh3
from flask import Flask
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

TEXT = {"a", "abbr", "blockquote", "br", "code", "del", "em", "hr", "p", "pre", "strong", "sub", "sup"}
LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
TAGS = TEXT | LISTS | TABLES | {"h2", "h3", "h4"}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer nofollow"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIGHEST, LOWEST = 2, 4  # the page has its own h1

# Some texts make the reader work for minutes. No lesson needs them; they are shown as they were typed.
LONGEST = 30_000
MOST_BRACKETS = 500


def markdown(text: str) -> Markup:
    if len(text) > LONGEST or text.count("[") > MOST_BRACKETS:
        return as_typed(text)
    try:
        html = _reader().convert(text)
    except RecursionError:  # quotes in quotes in quotes
        return as_typed(text)
    cleaned = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL)
    return Markup(cleaned)  # noqa: S704 -- nh3 has just taken out whatever could do harm


def as_typed(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(text)


def _reader() -> Markdown:
    reader = Markdown(extensions=["tables", "sane_lists", "nl2br"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.treeprocessors.register(_Lower(reader), "lower", 0)
    return reader


class _Lower(Treeprocessor):
    """The highest heading that was typed, whatever its level, stands below the title of the page."""

    def run(self, root) -> None:
        typed = [element for element in root.iter() if element.tag in HEADINGS]
        lower = HIGHEST - min((HEADINGS[element.tag] for element in typed), default=HIGHEST)
        for element in typed:
            element.tag = f"h{min(HEADINGS[element.tag] + lower, LOWEST)}"


def init_app(app: Flask) -> None:
    app.jinja_env.filters["markdown"] = markdown
