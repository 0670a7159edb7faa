"""XML read as a stream: no tree, no entity, no document type. A part of 200 MB costs time, not memory."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from teachnet.files.codes import Code, Unfit


def read_xml(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
    plain_doctype: bool = False,
) -> None:
    """Calls with local names, without prefixes. SVG pictures often carry a plain doctype; nothing else may."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def doctype(name, system, public, has_subset):
        if has_subset or not plain_doctype:
            raise Unfit(Code.UNSAFE_XML)

    def entity(*declared):
        raise Unfit(Code.UNSAFE_XML)

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    if start:
        parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    if words:
        parser.CharacterDataHandler = words
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise Unfit(Code.CORRUPT) from problem


def read_tree(chunks: Iterable[bytes], plain_doctype: bool = False) -> Element:
    """For what is small and has to be walked. Names and attributes are without prefixes, attributes in small letters:
    whose `adlcp` it is, and how it is written, differs from tool to tool."""
    builder = TreeBuilder()

    def begin(name: str, given: dict[str, str]) -> None:
        builder.start(name, {_local(key).lower(): value for key, value in given.items()})

    read_xml(chunks, start=begin, end=builder.end, words=builder.data, plain_doctype=plain_doctype)
    return builder.close()


def attribute(attributes: dict[str, str], name: str) -> str:
    """`r:id`, `id` and `w:id` are all `id` here: prefixes are the author's choice."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


@lru_cache(maxsize=1024)  # asked millions of times of a large sheet, about a dozen names
def _local(name: str) -> str:
    return name.rpartition(":")[2]
