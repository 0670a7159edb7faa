import pytest

from teachnet.packages.manifest import NoPackage, read_manifest
from teachnet.packages.words import Standard
from tests.packages.factories import manifest_12, manifest_2004


def read(text: str):
    return read_manifest([text.encode()])


def test_what_can_be_opened_comes_in_the_order_of_its_author():
    manifest = read(manifest_12(("Waiting", "Asking")))

    assert (manifest.standard, manifest.title) == (Standard.SCORM_12, "Asking in class")
    assert [(item.title, item.path, item.speaks) for item in manifest.items] == [
        ("Waiting", "part0/index.html", True),
        ("Asking", "part1/index.html", True),
    ]


def test_an_asset_says_nothing_of_itself():
    assert not read(manifest_12(scorm_type="asset")).items[0].speaks


def test_12_says_from_when_it_is_passed_and_what_it_is_started_with():
    more = "<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>level=2</adlcp:datafromlms>"
    (item,) = read(manifest_12(more=more)).items
    assert (item.passed_from, item.launch_data) == (80, "level=2")


@pytest.mark.parametrize(
    ("objective", "passed_from"),
    [
        (
            '<imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.7'
            "</imsss:minNormalizedMeasure></imsss:primaryObjective>",
            0.7,
        ),
        ('<imsss:primaryObjective satisfiedByMeasure="true"/>', 1.0),
        ('<imsss:primaryObjective objectiveID="x"/>', None),
    ],
)
def test_2004_says_it_in_its_primary_objective(objective, passed_from):
    manifest = read(
        manifest_2004(
            more=f"<imsss:sequencing><imsss:objectives>{objective}</imsss:objectives></imsss:sequencing>"
            "<adlcp:dataFromLMS>start</adlcp:dataFromLMS>"
        )
    )
    assert manifest.standard is Standard.SCORM_2004
    assert (manifest.items[0].passed_from, manifest.items[0].launch_data) == (passed_from, "start")


def test_items_inside_items_are_opened_and_headings_are_not():
    text = manifest_12(("Waiting",)).replace(
        '<item identifier="I0"', '<item identifier="H"><title>Chapter</title><item identifier="I0"'
    )
    text = text.replace("</item></organization>", "</item></item></organization>")
    assert [item.title for item in read(text).items] == ["Waiting"]


@pytest.mark.parametrize(
    ("href", "parameters", "address"),
    [
        ("a.html?x=1#top", "", ("a.html", "?x=1#top")),
        ("a.html", "?mode=2", ("a.html", "?mode=2")),
        ("a.html?x=1", "&amp;mode=2", ("a.html", "?x=1&mode=2")),
        ("a.html?x=1", "#page2", ("a.html", "?x=1#page2")),
        ("%E8%AF%BE/a.html", "", ("课/a.html", "")),
    ],
)
def test_addresses_are_put_together_as_the_standard_says(href, parameters, address):
    text = manifest_12().replace("part0/index.html", href)
    text = text.replace('identifierref="R0"', f'identifierref="R0" parameters="{parameters}"')
    (item,) = read(text).items
    assert (item.path, item.query) == address


def test_bases_stand_before_the_address():
    text = manifest_12().replace("<resources>", '<resources xml:base="shared/">')
    assert read(text).items[0].path == "shared/part0/index.html"


def test_without_a_tree_the_first_thing_that_speaks_is_opened():
    text = """<manifest><organizations/><resources><resource identifier="A" href="a.html"/>
    <resource identifier="B" href="b.html" scormtype="sco"/></resources></manifest>"""
    assert [item.path for item in read(text).items] == ["b.html"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<html/>",
        "<manifest/>",
        manifest_12().replace("part0/index.html", "https://elsewhere.example/a.html"),
        manifest_12().replace("part0/", "deep/" * 100),
        manifest_12(tuple(f"Part {n}" for n in range(201))),
        '<!DOCTYPE manifest [<!ENTITY a "b">]>' + manifest_12().partition("?>")[2],
    ],
)
def test_what_is_no_package_is_refused(text):
    with pytest.raises(NoPackage):
        read(text)
