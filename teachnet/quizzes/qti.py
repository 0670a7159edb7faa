"""Questions that another program wrote: QTI 1.2, as in a Common Cartridge, and QTI 2 and 3; one file, or a zip of them.

https://www.imsglobal.org/question/ says what stands where. What has no counterpart here is told by its number and
title, and then nothing is taken over: essays, pictures, scales, gaps in a text with several answers each.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from zipfile import is_zipfile

from flask_babel import gettext as _
from markupsafe import Markup

from teachnet.files.checks.archive import Budget, chunks, open_archive
from teachnet.files.checks.xml import read_tree
from teachnet.files.codes import Unfit as UnfitFile
from teachnet.files.words import REFUSALS
from teachnet.quizzes.models import QuestionKind
from teachnet.quizzes.tables import FALSE, LETTERS, MOST_POINTS, MOST_ROWS, TRUE, Unfit, checked

MANIFEST = "imsmanifest.xml"
LARGEST = 20 << 20  # bytes of one file of questions
GAP = " ____ "
POINTS = ("points_possible", "cc_weighting", "qmd_weighting")
Found = tuple[list[dict], list[tuple[int, Any]]]


def is_written_in(file: BinaryIO) -> bool:
    """A spreadsheet is a zip, too; it has no manifest."""
    file.seek(0)
    head = file.read(4096)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return b"questestinterop" in head or b"assessment" in head
    if not head.startswith(b"PK") or not is_zipfile(file):
        return False
    try:
        with open_archive(file, Budget(file.seek(0, 2))) as archive:
            return any(name.rpartition("/")[2] == MANIFEST for name in archive.namelist())
    except UnfitFile:
        return False


def questions_in(file: BinaryIO) -> Found:
    """(fields of the questions, (number of the question, what is wrong with it)); nothing is found where all is well
    but there is no question."""
    found, wrong = [], []
    try:
        for number, item in enumerate(_items(file), 1):
            if number > MOST_ROWS:
                wrong.append((number, _("At most %(count)s questions at once.", count=MOST_ROWS)))
                break
            try:
                found.append(_old(item) if item.tag == "item" else _new(item))
            except Unfit as unfit:
                title = item.get("title", "").strip()
                wrong.append((number, f"{title}: {unfit.sentence}" if title else unfit.sentence))
    except UnfitFile as unfit:
        return [], [(1, REFUSALS[unfit.code])]
    if not found and not wrong:
        wrong.append((1, _("There is no question in this file.")))
    return found, wrong


def _items(file: BinaryIO) -> Iterator[Element]:
    for root in _roots(file):
        if root.tag == "questestinterop":
            yield from root.iter("item")
        elif _plain(root.tag) == "assessmentitem":
            yield root


def _roots(file: BinaryIO) -> Iterator[Element]:
    file.seek(0)
    if not is_zipfile(file):
        file.seek(0)
        yield read_tree([file.read(LARGEST)], plain_doctype=True)
        return
    budget = Budget(file.seek(0, 2))
    with open_archive(file, budget) as archive:
        for entry in archive.infolist():
            name = entry.filename.lower()
            if name.endswith(".xml") and not name.endswith(MANIFEST) and entry.file_size <= LARGEST:
                yield read_tree(chunks(archive, entry, budget), plain_doctype=True)


def _old(item: Element) -> dict:
    """QTI 1.2: what is right is whatever brings most points."""
    shown = item.find("presentation")
    asked = [one for one in item.iter() if one.tag in ("response_lid", "response_str", "response_num", "response_grp")]
    if shown is None or len(asked) != 1 or asked[0].tag in ("response_num", "response_grp"):
        raise _no_counterpart()
    response, right = asked[0], _right_of(item)
    told = {"stem": _stem_of(shown), "points": _points_of(item), "why": _feedback_of(item)}
    if response.tag == "response_str" or response.find(".//render_fib") is not None:
        return checked(QuestionKind.SHORT, options=[], answer="|".join(right), **told)
    labels = {one.get("ident", ""): _text(one) for one in response.iter("response_label")}
    ways = {"ordered": QuestionKind.ORDERING, "multiple": QuestionKind.MULTIPLE}
    kind = ways.get(response.get("rcardinality", "single").lower(), QuestionKind.SINGLE)
    return _chosen(kind, labels, right, told)


def _right_of(item: Element) -> list[str]:
    """The values asked for by the conditions that bring most, without those that must not be there."""
    best, right = 0.0, []
    for condition in item.iter("respcondition"):
        if condition.find(".//varsubstring") is not None:
            raise _no_counterpart()
        worth = max((_number(one.text) for one in condition.iter("setvar")), default=0.0)
        excluded = {id(one) for away in condition.iter("not") for one in away.iter("varequal")}
        values = [_text(one) for one in condition.iter("varequal") if id(one) not in excluded]
        adds = any(one.get("action", "").lower() == "add" for one in condition.iter("setvar"))
        if worth <= 0 or not values:
            continue
        if worth > best and not adds:
            best, right = worth, []
        if adds or worth >= best:
            right += [value for value in values if value not in right]
    return right


def _stem_of(shown: Element) -> str:
    """What is said before one answers."""
    parts = []
    for element in _outside(shown, ("response_lid", "response_str")):
        if element.tag == "mattext":
            parts.append(_text(element))
    return " ".join(part for part in parts if part)


def _points_of(item: Element) -> int:
    named = {
        (field.findtext("fieldlabel") or "").strip().lower(): field.findtext("fieldentry")
        for field in item.iter("qtimetadatafield")
    }
    points = next((_number(named[name]) for name in POINTS if name in named), 1.0)
    return int(points) if points == int(points) and 1 <= points <= MOST_POINTS else 1


def _feedback_of(item: Element) -> str:
    return " ".join(filter(None, (_text(one) for one in item.iter("itemfeedback"))))


def _new(item: Element) -> dict:
    """QTI 2 and 3, which differ in how names are written."""
    body = next((one for one in item if _plain(one.tag) == "itembody"), None)
    asked = [one for one in item.iter() if _plain(one.tag).endswith("interaction")]
    if body is None or len(asked) != 1:
        raise _no_counterpart()
    interaction, right = asked[0], _correct_of(item)
    prompt = next((_text(one) for one in interaction if _plain(one.tag) == "prompt"), "")
    stem = " ".join(filter(None, [_around(body, interaction), prompt]))
    told = {"stem": stem, "points": 1, "why": ""}
    match _plain(interaction.tag):
        case "textentryinteraction":
            return checked(QuestionKind.SHORT, options=[], answer="|".join(right), **told)
        case "orderinteraction":
            kind = QuestionKind.ORDERING
        case "choiceinteraction":
            kind = QuestionKind.MULTIPLE if len(right) > 1 or _takes_several(item) else QuestionKind.SINGLE
        case _:
            raise _no_counterpart()
    labels = {one.get("identifier", ""): _text(one) for one in interaction.iter() if _plain(one.tag) == "simplechoice"}
    return _chosen(kind, labels, right, told)


def _correct_of(item: Element) -> list[str]:
    """As declared; for gaps also what a mapping gives points for."""
    right = []
    for declared in (one for one in item if _plain(one.tag) == "responsedeclaration"):
        for one in declared.iter():
            if _plain(one.tag) == "correctresponse":
                right += [_text(value) for value in one.iter() if _plain(value.tag) == "value"]
            if _plain(one.tag) == "mapentry" and _is_text(declared):
                points, key = (
                    _number(one.get("mappedvalue") or one.get("mapped-value")),
                    one.get("mapkey", one.get("map-key")),
                )
                right += [key] if points > 0 and key and key not in right else []
    return right


def _is_text(declared: Element) -> bool:
    return (declared.get("basetype") or declared.get("base-type")) == "string"


def _takes_several(item: Element) -> bool:
    return any(one.get("cardinality") == "multiple" for one in item if _plain(one.tag) == "responsedeclaration")


def _around(body: Element, interaction: Element) -> str:
    """The text of a question; a gap in it is a line to write on."""

    def told(element: Element) -> str:
        if element is interaction:
            inside = GAP if _plain(element.tag) == "textentryinteraction" else ""
        elif _plain(element.tag) in ("img", "object", "audio", "video", "math"):
            raise _no_counterpart()
        elif _plain(element.tag) in ("rubricblock", "stylesheet"):
            inside = ""
        else:
            inside = (element.text or "") + "".join(told(child) + (child.tail or "") for child in element)
        return inside

    return " ".join(told(body).split())


def _chosen(kind: QuestionKind, labels: dict[str, str], right: list[str], told: dict) -> dict:
    places = {ident: place for place, ident in enumerate(labels)}
    if not right or not all(ident in places for ident in right):
        raise Unfit("answer", _("It does not say which answer is right."))
    if kind is QuestionKind.ORDERING:
        if set(right) != set(labels):
            raise Unfit("answer", _("It does not say which answer is right."))
        return checked(kind, options=[labels[ident] for ident in right], answer="", **told)
    texts = [text.lower() for text in labels.values()]
    if kind is QuestionKind.SINGLE and len(texts) == 2 and _are_truths(texts):
        return checked(QuestionKind.TRUE_FALSE, options=[], answer=labels[right[0]], **told)
    letters = "".join(LETTERS[places[ident]] for ident in right if places[ident] < len(LETTERS))
    return checked(kind, options=list(labels.values()), answer=letters, **told)


def _are_truths(texts: list[str]) -> bool:
    return {text in TRUE for text in texts} == {True, False} and all(text in TRUE | FALSE for text in texts)


def _outside(element: Element, away: tuple[str, ...]) -> Iterator[Element]:
    for child in element:
        if child.tag not in away:
            yield child
            yield from _outside(child, away)


def _text(element: Element) -> str:
    """In one line, whatever markup it was written in; a picture cannot be said."""
    for one in element.iter():
        if _plain(one.tag) in ("img", "matimage", "mataudio", "matvideo", "object", "math"):
            raise _no_counterpart()
    raw = "".join(element.itertext())
    if "<img" in raw.lower():
        raise _no_counterpart()
    return str(Markup(raw).striptags())  # noqa: S704 -- tags are what is taken away


def _no_counterpart() -> Unfit:
    return Unfit("kind", _("This kind of question, or a picture in it, has no counterpart here."))


def _plain(tag: str) -> str:
    return tag.removeprefix("qti-").replace("-", "").lower()


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return 0.0
