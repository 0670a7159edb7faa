"""OAI-PMH 2.0, asked by a harvester that others wrote."""

from datetime import timedelta

import pytest
from lxml import etree
from sickle import Sickle, oaiexceptions
from sickle.iterator import OAIResponseIterator

from teachnet.db import db
from teachnet.files.kinds import Kind
from teachnet.library import queries as library_queries
from teachnet.library.models import ResourceVersion, Visibility
from teachnet.library.sharing import harvesting
from tests.library.factories import a_draft, a_published, a_reviewer, a_stored_file
from tests.library.sharing.conftest import NOON

OAI = {"oai": harvesting.NAMESPACE}
LOM = {"lom": "http://ltsc.ieee.org/xsd/LOM"}


def name(version) -> str:
    return f"oai:teachnet.invalid:resource-{version.resource_id}"


def names(found) -> list[str]:
    return [getattr(one, "header", one).identifier for one in found]


def asked(visitor, query: str):
    answer = visitor.get(f"/oai?{query}").response
    assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(answer.data)


def error(visitor, query: str) -> str:
    return asked(visitor, query).xpath("string(//oai:error/@code)", namespaces=OAI)


def test_the_house_says_who_it_is(harvester, publish):
    publish()
    told = harvester.Identify()

    assert (told.protocolVersion, told.deletedRecord) == ("2.0", "persistent")
    assert told.granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert told.earliestDatestamp == "2026-11-20T12:00:00Z"
    assert told.baseURL == "http://localhost/oai"
    assert told.adminEmail == "postmaster@teachnet.invalid"


def test_a_record_tells_what_its_page_tells(harvester, publish):
    clip = a_stored_file(kind=Kind.VIDEO, media_type="video/mp4", seconds=402.0)
    version = publish(title="Asking < why > three times", summary="Look at\x0b the wait", file=clip)

    told = harvester.GetRecord(identifier=name(version), metadataPrefix="oai_dc").metadata

    assert told["title"] == ["Asking < why > three times"]
    assert told["creator"] == ["Liu Jianguo"]
    assert told["subject"] == ["提问", "数学", "小学"]  # in Chinese, whoever asks
    assert told["description"] == ["Look at the wait"]
    assert told["type"] == ["教案", "MovingImage"]
    assert told["format"] == ["video/mp4"]
    assert told["identifier"] == [f"http://localhost/library/resources/{version.resource_id}"]


def test_and_in_the_words_of_learning_platforms(harvester, publish):
    clip = a_stored_file(kind=Kind.VIDEO, media_type="video/mp4", seconds=402.0)
    version = publish(file=clip, title="Waiting")

    record = harvester.GetRecord(identifier=name(version), metadataPrefix="lom").xml

    told = {part: record.xpath(f"string(//lom:{part})", namespaces=LOM) for part in ("title", "format", "id")}
    assert told == {"title": "Waiting", "format": "video/mp4", "id": "mathematics"}
    assert record.xpath("string(//lom:technical/lom:duration/lom:duration)", namespaces=LOM) == "PT402S"
    assert "FN:Liu Jianguo" in record.xpath("string(//lom:entity)", namespaces=LOM)


def test_both_formats_are_offered_for_every_record(harvester, publish):
    version = publish()

    offered = harvester.ListMetadataFormats(identifier=name(version))

    assert [one.metadataPrefix for one in offered] == ["oai_dc", "lom"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_long_list_comes_whole_and_in_the_order_of_time(transport, publish, monkeypatch, method):
    monkeypatch.setattr(harvesting, "PER_PAGE", 2)
    versions = [publish() for _number in range(5)]
    harvester = Sickle("http://localhost/oai", http_method=method)

    assert names(harvester.ListRecords(metadataPrefix="oai_dc")) == [name(version) for version in versions]
    assert names(harvester.ListIdentifiers(metadataPrefix="lom")) == [name(version) for version in versions]


def test_resources_of_one_moment_are_all_listed_once(harvester, monkeypatch, app):
    monkeypatch.setattr(harvesting, "PER_PAGE", 2)
    reviewer = a_reviewer()
    versions = [a_published(by=reviewer, visibility=Visibility.PUBLIC) for _number in range(5)]
    db.session.execute(db.update(ResourceVersion).values(published_at=NOON))

    assert names(harvester.ListRecords(metadataPrefix="oai_dc")) == [name(version) for version in versions]


def test_a_token_may_be_used_again_and_needs_no_memory(harvester, publish, monkeypatch):
    monkeypatch.setattr(harvesting, "PER_PAGE", 1)
    versions = [publish() for _number in range(3)]
    pages = Sickle("http://localhost/oai", iterator=OAIResponseIterator).ListRecords(metadataPrefix="oai_dc")
    token = pages.next().xml.findtext(".//{*}resumptionToken")

    for _time in range(2):
        assert names(harvester.ListRecords(resumptionToken=token)) == [name(version) for version in versions[1:]]


def test_what_leaves_while_somebody_harvests_is_told_as_gone(harvester, publish, withdraw, monkeypatch):
    monkeypatch.setattr(harvesting, "PER_PAGE", 2)
    versions = [publish() for _number in range(4)]
    listing = harvester.ListRecords(metadataPrefix="oai_dc")
    assert names([listing.next(), listing.next()]) == [name(version) for version in versions[:2]]

    withdraw(versions[2], after=9)

    assert [(one.header.identifier, one.deleted) for one in listing] == [
        (name(versions[3]), False),
        (name(versions[2]), True),
    ]


def test_the_last_page_ends_the_list(visitor, publish, monkeypatch):
    monkeypatch.setattr(harvesting, "PER_PAGE", 1)
    publish(), publish()
    page = asked(visitor, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    (token,) = page.xpath("//oai:resumptionToken", namespaces=OAI)
    (end,) = asked(visitor, f"verb=ListIdentifiers&resumptionToken={token.text}").xpath(
        "//oai:resumptionToken", namespaces=OAI
    )

    assert (token.get("cursor"), end.get("cursor"), end.text) == ("0", "1", None)


def test_a_list_costs_the_same_statements_for_any_number(visitor, publish, statements):
    publish()
    asked(visitor, "verb=ListRecords&metadataPrefix=oai_dc")
    del statements[:]
    asked(visitor, "verb=ListRecords&metadataPrefix=oai_dc")
    for_one = len(statements)
    publish(), publish()
    del statements[:]
    asked(visitor, "verb=ListRecords&metadataPrefix=oai_dc")

    assert len(statements) == for_one


def test_what_was_withdrawn_is_told_for_good(harvester, publish, withdraw):
    version = publish()
    withdraw(version, after=5)

    (record,) = harvester.ListRecords(metadataPrefix="oai_dc")
    assert (record.deleted, record.header.datestamp) == (True, "2026-11-20T17:00:00Z")
    assert harvester.GetRecord(identifier=name(version), metadataPrefix="lom").deleted


def test_a_newer_version_for_fewer_people_is_a_deletion_and_one_for_all_is_a_change(harvester, publish):
    version = publish(title="For all")
    reviewer = version.reviewer

    def next_version(visibility, title):
        newer = version.resource.start_version()
        newer.visibility, newer.title = visibility, title
        newer.submit(by=newer.resource.author)
        db.session.flush()
        newer.claim(by=reviewer)
        db.session.flush()
        newer.publish(by=reviewer)
        db.session.commit()
        db.session.expire_all()
        (record,) = harvester.ListRecords(metadataPrefix="oai_dc")
        return record

    assert next_version(Visibility.CITY, "canary").deleted
    assert next_version(Visibility.PUBLIC, "For all again").metadata["title"] == ["For all again"]


@pytest.mark.parametrize("visibility", [Visibility.SCHOOL, Visibility.COUNTY, Visibility.CITY])
def test_what_is_not_for_everybody_never_was_here(harvester, publish, withdraw, visibility):
    version = publish(visibility=visibility)
    other = publish(visibility=visibility)
    withdraw(other, after=5)
    a_draft(visibility=Visibility.PUBLIC)

    with pytest.raises(oaiexceptions.NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc")
    for unknown in (version, other):
        with pytest.raises(oaiexceptions.IdDoesNotExist):
            harvester.GetRecord(identifier=name(unknown), metadataPrefix="oai_dc")


def test_the_list_tells_everything_when_the_scope_is_gone(harvester, publish, monkeypatch):
    """The control of the one above."""
    publish(visibility=Visibility.SCHOOL)
    monkeypatch.setattr(library_queries, "_reaches", lambda person: db.true())

    assert len(list(harvester.ListRecords(metadataPrefix="oai_dc"))) == 1


PERIODS = [
    ({"from": "2026-11-20T13:00:00Z"}, [1, 2]),
    ({"until": "2026-11-20T13:00:00Z"}, [0, 1]),  # the end belongs to it
    ({"from": "2026-11-20T12:30:00Z", "until": "2026-11-20T13:59:59Z"}, [1]),
    ({"from": "2026-11-20", "until": "2026-11-20"}, [0, 1, 2]),
]


def test_a_period_is_kept_to_the_second(harvester, publish):
    versions = [publish() for _number in range(3)]
    # What is stored is finer than a second, and the second is included whole.
    versions[1].published_at += timedelta(milliseconds=700)
    db.session.commit()
    for period, found in PERIODS:
        listed = names(harvester.ListIdentifiers(metadataPrefix="oai_dc", **period))
        assert listed == [name(versions[number]) for number in found]


@pytest.mark.parametrize(("first", "last"), [("2026-11-21", None), (None, "0001-01-01"), ("9999-12-31", "9999-12-31")])
def test_a_time_in_which_nothing_happened_is_no_list(harvester, publish, first, last):
    publish()
    with pytest.raises(oaiexceptions.NoRecordsMatch):
        harvester.ListIdentifiers(metadataPrefix="oai_dc", **{"from": first, "until": last})


WRONG = {
    "": "badVerb",
    "verb=Everything": "badVerb",
    "verb=Identify&verb=Identify": "badVerb",
    "verb=Identify&set=a": "badArgument",
    "verb=ListRecords": "badArgument",
    "verb=GetRecord&metadataPrefix=oai_dc": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=lom": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-20T12:00:00": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-20&until=2026-11-20T12:00:00Z": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-21&until=2026-11-20": "badArgument",
    "verb=ListRecords&metadataPrefix=marc": "cannotDisseminateFormat",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:teachnet.invalid:resource-99": "idDoesNotExist",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:teachnet.invalid:resource-9999999999": "idDoesNotExist",
    "verb=ListMetadataFormats&identifier=%01": "idDoesNotExist",
    "verb=ListRecords&metadataPrefix=oai_dc": "noRecordsMatch",
    "verb=ListSets": "noSetHierarchy",
    "verb=ListRecords&metadataPrefix=oai_dc&set=skill": "noSetHierarchy",
    "verb=ListRecords&resumptionToken=forged": "badResumptionToken",
    "verb=ListRecords&resumptionToken=a&metadataPrefix=oai_dc": "badArgument",
}


def test_what_is_wrong_is_said_by_its_code(visitor):
    assert {query: error(visitor, query) for query in WRONG} == WRONG


def test_a_token_of_another_verb_or_with_a_letter_changed_is_refused(visitor, publish, monkeypatch):
    monkeypatch.setattr(harvesting, "PER_PAGE", 1)
    publish(), publish()
    page = asked(visitor, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    token = page.xpath("string(//oai:resumptionToken)", namespaces=OAI)

    assert error(visitor, f"verb=ListRecords&resumptionToken={token}") == "badResumptionToken"
    assert error(visitor, f"verb=ListIdentifiers&resumptionToken=A{token[1:]}") == "badResumptionToken"


def test_after_a_question_that_is_none_it_is_not_repeated(visitor):
    (request,) = asked(visitor, "verb=Identify&from=today").xpath("//oai:request", namespaces=OAI)

    assert (request.attrib, request.text) == ({}, "http://localhost/oai")
