"""Questions that another program wrote: QTI 1.2 in a Common Cartridge, QTI 2.1 and 3."""

import io
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.quizzes import qti
from teachnet.quizzes.models import Question, QuestionPool
from tests.factories import saved, somebody, the_city


def old(*items: str, doctype: str = "") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>{doctype}
    <questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="A" title="Asking">
    <section ident="S">{"".join(items)}</section></assessment></questestinterop>"""


def old_item(
    response: str, conditions: str, stem: str = "&lt;p&gt;How long &lt;b&gt;do&lt;/b&gt; you wait?&lt;/p&gt;"
) -> str:
    return f"""<item ident="Q" title="Waiting"><itemmetadata><qtimetadata><qtimetadatafield>
    <fieldlabel>points_possible</fieldlabel><fieldentry>2.0</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
    <presentation><material><mattext texttype="text/html">{stem}</mattext></material>{response}</presentation>
    <resprocessing><outcomes><decvar maxvalue="100" varname="SCORE"/></outcomes>{conditions}</resprocessing>
    <itemfeedback ident="general"><material><mattext>Rowe, 1974</mattext></material></itemfeedback></item>"""


def choices(cardinality: str = "Single", **texts: str) -> str:
    labels = "".join(
        f'<response_label ident="{ident}"><material><mattext>{text}</mattext></material></response_label>'
        for ident, text in texts.items()
    )
    return (
        f'<response_lid ident="R" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'
    )


def equal(*values: str) -> str:
    return "".join(f'<varequal respident="R">{value}</varequal>' for value in values)


def scores(inside: str, points: int = 100, action: str = "Set") -> str:
    return (
        f"<respcondition><conditionvar>{inside}</conditionvar>"
        f'<setvar action="{action}" varname="SCORE">{points}</setvar></respcondition>'
    )


WAIT = {"a": "1 s", "b": "5 s", "c": "1 min"}
GAPS = '<response_str ident="R" rcardinality="Single"><render_fib/></response_str>'
NOT_A = f"<and>{equal('b')}{equal('c')}<not>{equal('a')}</not></and>"


def read(text: str | bytes) -> qti.Found:
    return qti.questions_in(io.BytesIO(text.encode() if isinstance(text, str) else text))


def told(found: dict) -> tuple:
    return found["kind"].value, found["options"], found["answer"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (old_item(choices(**WAIT), scores(equal("b"))), ("single", ["1 s", "5 s", "1 min"], [1])),
        (
            old_item(choices(**WAIT), scores(equal("a"), 0) + scores(equal("b")) + scores(equal("c"), 50)),
            ("single", ["1 s", "5 s", "1 min"], [1]),
        ),
        (old_item(choices("Multiple", **WAIT), scores(NOT_A)), ("multiple", ["1 s", "5 s", "1 min"], [1, 2])),
        (
            old_item(choices("Multiple", **WAIT), scores(equal("a"), 50, "Add") + scores(equal("b"), 50, "Add")),
            ("multiple", ["1 s", "5 s", "1 min"], [0, 1]),
        ),
        (old_item(choices(t="True", f="False"), scores(equal("t"))), ("true_false", [], [1])),
        (old_item(choices(t="对", f="错"), scores(equal("f"))), ("true_false", [], [0])),
        (old_item(GAPS, scores(equal("候答")) + scores(equal("等待"))), ("short", [], ["候答", "等待"])),
        (
            old_item(choices("Ordered", **WAIT), scores(equal("c", "a", "b"))),
            ("ordering", ["1 min", "1 s", "5 s"], []),
        ),
    ],
)
def test_the_kinds_of_qti_1_2(item, expected):
    found, wrong = read(old(item))
    assert wrong == []
    assert [told(one) for one in found] == [expected]
    assert (found[0]["stem"], found[0]["points"], found[0]["why"]) == ("How long do you wait?", 2, "Rowe, 1974")


def new(version: int, cardinality: str, base: str, right: str, body: str) -> str:
    """QTI 2.1; for 3 the names are written another way."""
    values = "".join(f"<value>{value}</value>" for value in right.split())
    text = f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="Q" title="Waiting">
    <responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">
    <correctResponse>{values}</correctResponse></responseDeclaration>
    <itemBody>{body}</itemBody></assessmentItem>"""
    if version == 2:
        return text
    names = {
        "assessmentItem": "assessment-item", "responseDeclaration": "response-declaration",
        "correctResponse": "correct-response", "itemBody": "item-body", "choiceInteraction": "choice-interaction",
        "orderInteraction": "order-interaction", "simpleChoice": "simple-choice", "prompt": "prompt",
        "textEntryInteraction": "text-entry-interaction", "value": "value",
    }  # fmt: skip
    for old_name, name in names.items():
        text = text.replace(f"<{old_name}", f"<qti-{name}").replace(f"</{old_name}>", f"</qti-{name}>")
    return text.replace("baseType", "base-type").replace("responseIdentifier", "response-identifier")


CHOICES = "".join(f'<simpleChoice identifier="{ident}">{text}</simpleChoice>' for ident, text in WAIT.items())
TEXTS = list(WAIT.values())
CHOOSE = f"""<p>In class.</p>
<choiceInteraction responseIdentifier="R"><prompt>How long?</prompt>{CHOICES}</choiceInteraction>"""
ORDER = f"""<orderInteraction responseIdentifier="R">
<prompt>From short to long</prompt>{CHOICES}</orderInteraction>"""


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(
    ("given", "expected", "stem"),
    [
        (("single", "identifier", "b", CHOOSE), ("single", TEXTS, [1]), "In class. How long?"),
        (("multiple", "identifier", "a c", CHOOSE), ("multiple", TEXTS, [0, 2]), "In class. How long?"),
        (("ordered", "identifier", "a b c", ORDER), ("ordering", TEXTS, []), "From short to long"),
        (
            ("single", "string", "候答", '<p>This is <textEntryInteraction responseIdentifier="R"/> time.</p>'),
            ("short", [], ["候答"]),
            "This is ____ time.",
        ),
    ],
)
def test_the_kinds_of_qti_2_and_3(version, given, expected, stem):
    found, wrong = read(new(version, *given))
    assert wrong == []
    assert [(told(one), one["stem"]) for one in found] == [(expected, stem)]


@pytest.mark.parametrize(
    "item",
    [
        old_item('<response_num ident="R"/>', scores(equal("5"))),
        old_item(choices(**WAIT) + choices(**WAIT), scores(equal("a"))),
        old_item(choices(**WAIT), scores(equal("a")), stem="&lt;img src='x.png'&gt; What is it?"),
        old_item(choices(**WAIT), ""),
        old_item(choices(**WAIT), scores(equal("z"))),
        old_item(GAPS, ""),
        old_item(GAPS, scores('<varsubstring respident="R">x</varsubstring>')),
        old_item(choices(a="same", b="same"), scores(equal("a"))),
        old_item(choices(**WAIT), scores(equal("a")), stem=""),
    ],
)
def test_what_has_no_counterpart_is_told_by_its_number_and_title(item):
    found, wrong = read(old(old_item(choices(**WAIT), scores(equal("b"))), item))
    assert len(found) == 1
    ((number, sentence),) = wrong
    assert number == 2
    assert sentence.startswith("Waiting: ")


@pytest.mark.parametrize("text", ["<questestinterop/>", "<questestinterop", "<assessmentTest/>", old()])
def test_a_file_without_questions_is_told(text):
    found, wrong = read(text)
    assert found == []
    assert len(wrong) == 1


def test_a_doctype_does_no_harm_and_entities_are_refused():
    item = old_item(choices(**WAIT), scores(equal("b")))
    assert read(old(item, doctype='<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">'))[1] == []
    found, wrong = read(old(item, doctype='<!DOCTYPE q [<!ENTITY a "b">]>'))
    assert (found, len(wrong)) == ([], 1)


def a_cartridge() -> io.BytesIO:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
        archive.writestr("q1/assessment.xml", old(old_item(choices(**WAIT), scores(equal("b")))))
        archive.writestr("q2.xml", new(2, "single", "identifier", "b", CHOOSE))
        archive.writestr("page.xml", "<page/>")
    packed.seek(0)
    return packed


@pytest.fixture
def wang(app):
    return somebody(Role.RESEARCH_LEAD, the_city(), "Wang")


@pytest.mark.parametrize(
    ("file", "count"), [(a_cartridge(), 2), (io.BytesIO(old(old_item(GAPS, scores(equal("x")))).encode()), 1)]
)
def test_a_cartridge_is_taken_over_like_a_table(as_person, wang, file, count):
    pool = saved(QuestionPool(title="Asking", author=wang))
    sent = as_person(wang).post(f"/study/pools/{pool.id}/table", files={"file": (file, "export.imscc")})
    assert sent.status == 303
    assert db.session.scalar(sa.select(sa.func.count(Question.id))) == count


def test_with_one_that_is_wrong_none_is_taken_over(as_person, wang):
    pool = saved(QuestionPool(title="Asking", author=wang))
    text = old(old_item(GAPS, scores(equal("x"))), old_item(GAPS, ""))
    page = as_person(wang).post(f"/study/pools/{pool.id}/table", files={"file": (io.BytesIO(text.encode()), "q.xml")})
    assert (page.status, "Waiting: Write at least one text that is right." in page.text) == (422, True)
    assert db.session.scalar(sa.select(sa.func.count(Question.id))) == 0
