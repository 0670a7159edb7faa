"""A resource in IEEE LOM 1.0 (the XML binding 1484.12.3), which learning platforms read."""

from lxml import etree

from teachnet.files.kinds import Kind
from teachnet.library.models import ResourceKind, ResourceVersion
from teachnet.library.sharing.dublin_core import LANGUAGE
from teachnet.library.sharing.names import address_of, oai_name, page_of, stamp
from teachnet.library.sharing.xml import XSI, maker, schema_location, writable

NAMESPACE = "http://ltsc.ieee.org/xsd/LOM"
SCHEMA = "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd"
VOCABULARY = "LOMv1.0"

KINDS = {ResourceKind.SLIDES: "slide"}  # the rest of ours is in no list of theirs: text, or what the file is
KINDS_OF_FILE = {Kind.VIDEO: "lecture", Kind.IMAGE: "figure", Kind.SHEET: "table"}

E = maker(NAMESPACE, None, xsi=XSI)


def lom(version: ResourceVersion) -> etree._Element:
    """`version` with its facts and people. The order of the parts is the standard's."""
    return E(
        "lom",
        schema_location(NAMESPACE, SCHEMA),
        _general(version),
        _life_cycle(version),
        _technical(version),
        _educational(version),
        _rights(version),
        _classification("discipline", version.subject.value, version.subject.label),
        _classification("competency", version.skill.code, version.skill.full_label),
    )


def _general(version: ResourceVersion) -> etree._Element:
    catalogue = (("URI", page_of(version.resource_id)), ("oai", oai_name(version.resource_id)))
    return E(
        "general",
        *(E("identifier", E("catalog", name), E("entry", entry)) for name, entry in catalogue),
        E("title", _text(version.title)),
        E("language", LANGUAGE),
        E("description", _text(version.summary or version.title)),
        E("keyword", _text(version.skill.label)),
    )


def _life_cycle(version: ResourceVersion) -> etree._Element:
    resource = version.resource
    return E(
        "lifeCycle",
        E("version", _text(version.number)),
        E("status", *_word("final")),
        _contribution("author", f"FN:{_escaped(resource.author.name)}", version),
        _contribution("publisher", f"FN:{_escaped(resource.organisation.name)}", version),
    )


def _contribution(role: str, card: str, version: ResourceVersion) -> etree._Element:
    return E(
        "contribute",
        E("role", *_word(role)),
        E("entity", writable(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD")),
        E("date", E("dateTime", stamp(version.published_at))),
    )


def _technical(version: ResourceVersion) -> etree._Element:
    files = [held.file for held in version.files]
    lasting = [E("duration", E("duration", f"PT{round(files[0].seconds)}S"))] if files and files[0].seconds else []
    return E(
        "technical",
        *(E("format", media_type) for media_type in dict.fromkeys(file.media_type for file in files)),
        E("size", str(sum(file.size for file in files))),
        *(E("location", address_of(held)) for held in version.files),
        *lasting,
    )


def _educational(version: ResourceVersion) -> etree._Element:
    of_file = KINDS_OF_FILE.get(version.main_file.file.kind) if version.main_file else None
    return E(
        "educational",
        E("learningResourceType", *_word(KINDS.get(version.kind) or of_file or "narrative text")),
        E("intendedEndUserRole", *_word("teacher")),
        E("context", *_word("training")),
        E("typicalAgeRange", _text(version.stage.label)),
        E("language", LANGUAGE),
    )


def _rights(version: ResourceVersion) -> etree._Element:
    return E(
        "rights",
        E("cost", *_word("no")),
        E("copyrightAndOtherRestrictions", *_word("yes")),
        E("description", _text(version.licence.label)),
    )


def _classification(purpose: str, code: str, label) -> etree._Element:
    path = E("taxonPath", E("source", _text("TeachNet")), E("taxon", E("id", code), E("entry", _text(label))))
    return E("classification", E("purpose", *_word(purpose)), path)


def _text(text) -> etree._Element:
    return E("string", {"language": LANGUAGE}, writable(text))


def _word(value: str) -> tuple[etree._Element, etree._Element]:
    return E("source", VOCABULARY), E("value", value)


def _escaped(name: str) -> str:
    """A comma or a line end would begin another part of the card."""
    for sign in "\\,;":
        name = name.replace(sign, f"\\{sign}")
    return " ".join(name.split())
