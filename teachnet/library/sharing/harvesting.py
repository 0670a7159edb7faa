"""The six verbs of OAI-PMH 2.0, each answered with an element. What may leave is decided in `queries`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from lxml import etree

from teachnet.db import db, utcnow
from teachnet.library.models import ResourceVersion
from teachnet.library.sharing import dublin_core, lom, queries
from teachnet.library.sharing.names import contact, named, oai_name, stamp
from teachnet.library.sharing.protocol import TOKEN, Question, Wrong, period, understood
from teachnet.library.sharing.resuming import Place, place_of, token
from teachnet.library.sharing.xml import XSI, maker, schema_location, writable

PER_PAGE = 100
NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
SPEECHLESS = ("badVerb", "badArgument")  # after these the question is not repeated
LONG_AGO = "1970-01-01T00:00:00Z"

E = maker(NAMESPACE, None, xsi=XSI)


@dataclass(frozen=True)
class Format:
    schema: str
    namespace: str
    write: Callable[[ResourceVersion], etree._Element]


FORMATS = {
    "oai_dc": Format(dublin_core.SCHEMA, dublin_core.NAMESPACE, dublin_core.dublin_core),
    "lom": Format(lom.SCHEMA, lom.NAMESPACE, lom.lom),
}


def answer(sent, *, address: str, name: str) -> etree._Element:
    """The whole document. `sent` is what was asked, `address` where, `name` whose library this is."""
    asked, found = {}, []
    try:
        question = understood(sent)
        asked = {name: writable(said) for name, said in {"verb": question.verb, **question.arguments}.items()}
        found = [ANSWERS[question.verb](question) if question.verb in ANSWERS else _identify(address, name)]
    except Wrong as wrong:
        asked = {} if wrong.code in SPEECHLESS else asked
        found = [E("error", {"code": wrong.code}, wrong.sentence)]
    about = E("responseDate", stamp(utcnow())), E("request", asked, address)
    return E("OAI-PMH", schema_location(NAMESPACE, SCHEMA), *about, *found)


def _identify(address: str, name: str) -> etree._Element:
    first = db.session.execute(queries.records(most=1)).first()
    return E(
        "Identify",
        E("repositoryName", name),
        E("baseURL", address),
        E("protocolVersion", "2.0"),
        E("adminEmail", contact()),
        E("earliestDatestamp", stamp(first.changed_at) if first else LONG_AGO),
        E("deletedRecord", "persistent"),
        E("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    )


def _formats(question: Question) -> etree._Element:
    if question["identifier"] is not None:
        _line_of(question["identifier"])
    return E(
        "ListMetadataFormats",
        *(
            E(
                "metadataFormat",
                E("metadataPrefix", prefix),
                E("schema", one.schema),
                E("metadataNamespace", one.namespace),
            )
            for prefix, one in FORMATS.items()
        ),
    )


def _sets(question: Question) -> etree._Element:
    if question[TOKEN] is not None:
        raise Wrong("badResumptionToken", "No list of sets was begun here.")
    raise _no_sets()


def _record(question: Question) -> etree._Element:
    line = _line_of(question["identifier"])
    _known(question["metadataPrefix"])
    return E("GetRecord", *_records([line], question["metadataPrefix"]))


def _list(question: Question) -> etree._Element:
    place = _place(question)
    asked = queries.records(most=PER_PAGE + 1, since=place.since, until=place.until, after=place.after)
    lines = db.session.execute(asked).all()
    if not lines:
        raise Wrong("noRecordsMatch", "Nothing has changed in this time.")
    page, goes_on = lines[:PER_PAGE], len(lines) > PER_PAGE
    if question.verb == "ListIdentifiers":
        told = (_header(line, is_deleted=line.is_deleted) for line in page)
    else:
        told = _records(page, place.prefix)
    return E(question.verb, *told, *_onwards(place, page, goes_on))


def _place(question: Question) -> Place:
    if question[TOKEN] is not None:
        return place_of(question[TOKEN], verb=question.verb)
    if question["set"] is not None:
        raise _no_sets()
    _known(question["metadataPrefix"])
    return Place(question.verb, question["metadataPrefix"], *period(question))


def _onwards(place: Place, page: Sequence[sa.Row], goes_on: bool) -> list[etree._Element]:
    """The token to the next page; on the last one an empty one, if there were others before."""
    cursor = {"cursor": str(place.passed)}
    if goes_on:
        last = page[-1]
        return [E(TOKEN, cursor, token(place, (last.changed_at, last.resource_id), place.passed + len(page)))]
    return [E(TOKEN, cursor)] if place.after else []


def _records(lines: Sequence[sa.Row], prefix: str) -> Iterable[etree._Element]:
    alive = [line.resource_id for line in lines if not line.is_deleted]
    versions = db.session.scalars(queries.public_versions_of(alive)).all() if alive else ()
    by_resource = {version.resource_id: version for version in versions}
    for line in lines:
        version = by_resource.get(line.resource_id)  # withdrawn between the two statements: gone as well
        metadata = [E("metadata", FORMATS[prefix].write(version))] if version else []
        yield E("record", _header(line, is_deleted=version is None), *metadata)


def _header(line: sa.Row, *, is_deleted: bool) -> etree._Element:
    gone = {"status": "deleted"} if is_deleted else {}
    return E("header", gone, E("identifier", oai_name(line.resource_id)), E("datestamp", stamp(line.changed_at)))


def _line_of(identifier: str) -> sa.Row:
    number = named(identifier)
    line = number and db.session.execute(queries.records(most=1, resource_id=number)).first()
    if not line:
        raise Wrong("idDoesNotExist", "Nothing public has, or had, this name.")
    return line


def _known(prefix: str) -> None:
    if prefix not in FORMATS:
        raise Wrong("cannotDisseminateFormat", f"Known formats: {', '.join(FORMATS)}.")


def _no_sets() -> Wrong:
    return Wrong("noSetHierarchy", "The library has no sets; harvest all of it, or follow a search as a feed.")


ANSWERS: Mapping[str, Callable[[Question], etree._Element]] = {
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
