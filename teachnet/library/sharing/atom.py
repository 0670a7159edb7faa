"""A search as an Atom feed (RFC 4287): what is public of its newest finds."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from teachnet.library.models import ResourceVersion
from teachnet.library.sharing.names import address_of, page_of, stamp, tag
from teachnet.library.sharing.xml import maker, writable

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"

E = maker(NAMESPACE)


def feed(
    versions: Iterable[ResourceVersion], *, title: str, name: str, address: str, page: str, changed_at: datetime
) -> etree._Element:
    """`name` is what the search is called for good; `address` of the feed itself, `page` shows the same search.
    `changed_at`: when anything public last came or went."""
    return E(
        "feed",
        E("id", tag(name)),
        E("title", writable(title)),
        E("updated", stamp(changed_at)),
        E("link", rel="self", type=MEDIA_TYPE, href=address),
        E("link", rel="alternate", type="text/html", href=page),
        *map(_entry, versions),
    )


def _entry(version: ResourceVersion) -> etree._Element:
    resource = version.resource
    return E(
        "entry",
        E("id", tag(f"resource-{resource.id}")),
        E("title", writable(version.title)),
        E("updated", stamp(version.published_at)),
        E("author", E("name", writable(resource.author.name))),
        E("link", rel="alternate", type="text/html", href=page_of(resource.id)),
        *(_enclosure(held) for held in version.files[:1]),
        *_categories(version),
        E("rights", writable(version.licence.label)),
        E("summary", writable(version.summary or version.kind.label)),
    )


def _enclosure(held) -> etree._Element:
    file = held.file
    about = {"type": file.media_type, "length": str(file.size), "title": writable(held.name)}
    return E("link", rel="enclosure", href=address_of(held), **about)


def _categories(version: ResourceVersion) -> Iterable[etree._Element]:
    yield _category("skill", version.skill.code, version.skill.label)
    for scheme, word in (("subject", version.subject), ("stage", version.stage), ("kind", version.kind)):
        yield _category(scheme, word.value, word.label)


def _category(scheme: str, term: str, label) -> etree._Element:
    return E("category", term=term, label=writable(label), scheme=tag(scheme))
