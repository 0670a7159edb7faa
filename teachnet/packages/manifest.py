"""Reads `imsmanifest.xml`: what a package is, and what can be opened in it. No tree of theirs is believed further than
that: https://adlnet.gov/projects/scorm-2004-4th-edition/ (CAM) and, for 1.2, the Content Aggregation Model of 2001.

Rules of sequencing are not followed: what may be opened when is said by the course.
"""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from teachnet.files.checks.xml import read_tree
from teachnet.files.codes import Unfit
from teachnet.packages.words import Standard

NAME = "imsmanifest.xml"
MOST_ITEMS = 200
LONGEST_TITLE, LONGEST_PATH, LONGEST_QUERY, LONGEST_DATA = 100, 500, 500, 64_000


class NoPackage(Exception):  # noqa: N818 -- reads as a sentence: raise NoPackage
    """This is no package, or none that can be opened here."""


@dataclass(frozen=True)
class Item:
    """Something that can be opened. `path` is inside the archive; `query` stands behind it, with its `?` or `#`."""

    title: str
    path: str
    query: str = ""
    speaks: bool = True  # a SCO says how it goes; an asset is only looked at
    launch_data: str = ""
    passed_from: float | None = None  # 1.2: points of a hundred; 2004: from -1 to 1


@dataclass(frozen=True)
class Manifest:
    standard: Standard
    title: str
    items: list[Item]


def read_manifest(chunks: Iterable[bytes]) -> Manifest:
    """Raises `NoPackage`."""
    root = _tree(chunks)
    resources = {one.get("identifier", ""): one for one in root.iterfind("resources/resource")}
    organisation = _organisation(root)
    items = list(_items(root, organisation, resources)) if organisation is not None else []
    if not items:
        items = [_item(root, resource, _title(root) or "1") for resource in _launchable(resources.values())][:1]
    if not items or len(items) > MOST_ITEMS:
        raise NoPackage
    title = _title(organisation) if organisation is not None else ""
    return Manifest(_standard(root), (title or items[0].title)[:LONGEST_TITLE], items)


def _tree(chunks: Iterable[bytes]) -> Element:
    try:
        root = read_tree(chunks)
    except Unfit as problem:
        raise NoPackage from problem
    if root.tag != "manifest":
        raise NoPackage
    return root


def _standard(root: Element) -> Standard:
    """2004 says so itself; what says nothing is older than that."""
    version = (root.findtext("metadata/schemaversion") or "").strip().lower()
    return Standard.SCORM_2004 if "2004" in version or "1.3" in version else Standard.SCORM_12


def _organisation(root: Element) -> Element | None:
    """The one that is named as the default, else the first."""
    around = root.find("organizations")
    if around is None:
        return None
    default = around.get("default")
    every = around.findall("organization")
    return next((one for one in every if one.get("identifier") == default), every[0] if every else None)


def _items(root: Element, organisation: Element, resources: dict[str, Element]) -> Iterator[Item]:
    """Those with something to open, in the order of the tree. The standard allows no item twice, tools do."""
    for item in organisation.iter("item"):
        resource = resources.get(item.get("identifierref", ""))
        if resource is not None and resource.get("href"):
            yield _item(root, resource, _title(item) or _title(organisation) or "1", item)


def _launchable(resources: Iterable[Element]) -> list[Element]:
    with_address = [one for one in resources if one.get("href")]
    return sorted(with_address, key=lambda one: one.get("scormtype", "").lower() != "sco")


def _item(root: Element, resource: Element, title: str, item: Element | None = None) -> Item:
    around = root.find("resources")
    bases = [one.get("base", "") for one in (root, around, resource) if one is not None]
    parts = urlsplit(resource.get("href", ""))
    if parts.scheme or parts.netloc:
        raise NoPackage
    path = posixpath.normpath(unquote("".join(bases) + parts.path)).lstrip("/")
    if len(path) > LONGEST_PATH:
        raise NoPackage
    given = item.get("parameters", "").strip() if item is not None else ""
    return Item(
        title=title[:LONGEST_TITLE],
        path=path,
        query=_query(parts.query, parts.fragment, given)[:LONGEST_QUERY],
        speaks=resource.get("scormtype", "").lower() == "sco",
        launch_data=_text(item, "datafromlms")[:LONGEST_DATA],
        passed_from=_passed_from(item),
    )


def _query(query: str, fragment: str, given: str) -> str:
    """The item's parameters stand behind the resource's own, as CAM 3.4.1.7 says."""
    if given.startswith("#"):
        return (f"?{query}" if query else "") + given
    together = "&".join(part for part in (query, given.lstrip("?&")) if part)
    return (f"?{together}" if together else "") + (f"#{fragment}" if fragment else "")


def _passed_from(item: Element | None) -> float | None:
    """1.2 says it in `masteryscore`, 2004 in the primary objective, when that is satisfied by measure."""
    if mastery := _text(item, "masteryscore"):
        return _number(mastery)
    if item is None:
        return None
    primary = item.find("sequencing/objectives/primaryObjective")
    is_measured = primary is not None and primary.get("satisfiedbymeasure", "").lower() in ("true", "1")
    return _number(_text(primary, "minnormalizedmeasure") or "1") if is_measured else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -1 <= number <= 100 else None


def _title(element: Element) -> str:
    return " ".join(_text(element, "title").split())


def _text(element: Element | None, name: str) -> str:
    """Of a child, however its name is written."""
    if element is None:
        return ""
    return next(((child.text or "").strip() for child in element if child.tag.lower() == name), "")
