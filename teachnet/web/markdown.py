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
LOWERED = {f"h{level}": f"h{min(level + 1, 4)}" for level in (1, 2, 3)}  # the page has its own h1

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
    """A heading typed with one # stands below the title of its page."""

    def run(self, root) -> None:
        for element in root.iter():
            element.tag = LOWERED.get(element.tag, element.tag)


def init_app(app: Flask) -> None:
    app.jinja_env.filters["markdown"] = markdown
