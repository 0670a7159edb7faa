"""A resource in Dublin Core, the format every harvester reads."""

from lxml import etree

from teachnet.files.kinds import Kind
from teachnet.library.models import ResourceVersion
from teachnet.library.sharing.names import page_of, stamp
from teachnet.library.sharing.xml import XSI, maker, schema_location, writable

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
LANGUAGE = "zh-CN"  # of what teachers of a Chinese city write

# The types that Dublin Core itself names.
TYPES = {Kind.VIDEO: "MovingImage", Kind.AUDIO: "Sound", Kind.IMAGE: "StillImage", Kind.SHEET: "Dataset"}


def dublin_core(version: ResourceVersion) -> etree._Element:
    """`version` with its facts and people."""
    root = maker(NAMESPACE, "oai_dc", dc=ELEMENTS, xsi=XSI)("dc", schema_location(NAMESPACE, SCHEMA))
    element = maker(ELEMENTS, "dc")
    root.extend(element(name, writable(text)) for name, text in _told(version) if text)
    return root


def _told(version: ResourceVersion):
    resource = version.resource
    yield "title", version.title
    yield "creator", resource.author.name
    yield "publisher", resource.organisation.name
    for label in (version.skill.full_label, version.subject.label, version.stage.label):
        yield "subject", label
    yield "description", version.summary
    yield "date", stamp(version.published_at)
    yield "type", version.kind.label
    if version.main_file:
        yield "type", TYPES.get(version.main_file.file.kind, "Text")
    for media_type in dict.fromkeys(held.file.media_type for held in version.files):
        yield "format", media_type
    yield "identifier", page_of(version.resource_id)
    yield "language", LANGUAGE
    yield "rights", version.licence.label
