"""XML that any reader takes: what somebody typed may hold characters that XML has no way to write."""

import re

from lxml import etree
from lxml.builder import ElementMaker

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: object) -> str:
    return _UNWRITABLE.sub("", str(text))


def maker(namespace: str, prefix: str | None = None, **others: str) -> ElementMaker:
    return ElementMaker(namespace=namespace, nsmap={prefix: namespace, **others})


def schema_location(namespace: str, schema: str) -> dict[str, str]:
    return {f"{{{XSI}}}schemaLocation": f"{namespace} {schema}"}


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
