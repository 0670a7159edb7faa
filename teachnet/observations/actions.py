"""What spans several rows: planning a lesson with those who come to watch it, and taking in what a phone has kept."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db, insert_those_new, utcnow
from teachnet.errors import Refused
from teachnet.observations.models import (
    KEY,
    LONGEST_LESSON,
    LONGEST_REMARK,
    USUAL_LINES,
    LessonMark,
    LessonRemark,
    MarkKind,
    ObservationSheet,
    ObservedLesson,
    Reach,
    RubricLine,
)
from teachnet.teams.models import Team


def plan(team: Team, *, observers: Iterable[Person], by: Person, **planned: Any) -> ObservedLesson:
    """`planned`: teacher, title, pupils, starts_at, minutes."""
    lesson = ObservedLesson(team=team, planned_by=by, **planned)
    db.session.add(lesson)
    db.session.flush()
    for observer in observers:
        lesson.expect(observer)
    return lesson


class Unreadable(ValueError):  # noqa: N818 -- it names what was sent
    """What was sent is nothing that one of our pages sends."""


@dataclass(frozen=True)
class Kept:
    """What a phone sent, read: see `read_kept`."""

    begun_ago: int | None
    length_ms: int | None
    marks: list[dict]
    remarks: list[dict]
    taken_back: list[str]


def read_kept(sent: list) -> Kept:
    """Each is an object with `do`: begin (`ago`, milliseconds), end (`at`), mark (`key`, `kind`, `at`), remark (`key`,
    `at`, `text`, `reach`), back (`key`). Raises Unreadable."""
    begun, length, marks, remarks, back = None, None, [], [], []
    for one in sent:
        if not isinstance(one, dict):
            raise Unreadable("no object")
        match one.get("do"):
            case "begin":
                begun = _time(one.get("ago"), longest=24 * 3600 * 1000)
            case "end":
                length = max(1, _time(one.get("at")))
            case "mark":
                marks.append({"key": _key(one), "kind": _word(MarkKind, one), "at_ms": _time(one.get("at"))})
            case "remark":
                said = {"starts_ms": _time(one.get("at")), "text": _text(one), "reach": _word(Reach, one, "reach")}
                remarks.append({"key": _key(one), **said})
            case "back":
                back.append(_key(one))
            case _:
                raise Unreadable("not known")
    return Kept(begun, length, marks, remarks, back)


def keep(sheet: ObservationSheet, kept: Kept) -> None:
    """Everything once, however often it is sent; what was taken back stays so."""
    sheet.require_open()
    for model, rows in ((LessonMark, kept.marks), (LessonRemark, kept.remarks)):
        if rows:
            own = [{"sheet_id": sheet.id, **row} for row in rows]
            db.session.execute(insert_those_new(model, own, by=["sheet_id", "key"]))
    if kept.taken_back:
        own = (LessonMark.sheet_id == sheet.id) & LessonMark.key.in_(kept.taken_back)
        db.session.execute(sa.update(LessonMark).where(own).values(is_taken_back=True))
    if kept.begun_ago is not None and sheet.began_at is None:
        sheet.began_at = utcnow() - timedelta(milliseconds=kept.begun_ago)
    if kept.length_ms:
        sheet.length_ms = kept.length_ms


def mark(sheet: ObservationSheet, kind: MarkKind, *, at_ms: int) -> None:
    """One, written afterwards."""
    sheet.require_open()
    db.session.add(LessonMark(sheet_id=sheet.id, key=secrets.token_hex(16), kind=kind, at_ms=at_ms))


def remark(sheet: ObservationSheet, text: str, *, reach: Reach, starts_ms: int, ends_ms: int | None) -> None:
    sheet.require_open()
    said = {"text": text, "reach": reach, "starts_ms": starts_ms, "ends_ms": ends_ms}
    db.session.add(LessonRemark(sheet_id=sheet.id, key=secrets.token_hex(16), **said))


def begin_rubric() -> None:
    """With the usual lines, in the language of whoever begins it."""
    if db.session.scalar(sa.select(RubricLine.id).limit(1)):
        raise Refused(_("There is a rubric already."))
    for name, *levels in USUAL_LINES:
        words = {f"level_{number}": str(text) for number, text in enumerate(levels, start=1)}
        db.session.add(RubricLine(name=str(name), **words))


def _time(sent: Any, longest: int = LONGEST_LESSON) -> int:
    if type(sent) is not int or not 0 <= sent <= longest:  # a bool is an int, too
        raise Unreadable("no time")
    return sent


def _key(one: dict) -> str:
    key = one.get("key")
    if not isinstance(key, str) or not 0 < len(key) <= KEY or not key.isascii() or not key.isprintable():
        raise Unreadable("no key")
    return key


def _text(one: dict) -> str:
    text = one.get("text")
    text = text.replace("\0", "").strip() if isinstance(text, str) else ""
    if not 0 < len(text) <= LONGEST_REMARK:
        raise Unreadable("no text")
    return text


def _word(words: type, one: dict, name: str = "kind") -> Any:
    sent = one.get(name)
    if not isinstance(sent, str) or sent not in set(words):
        raise Unreadable(f"no {name}")
    return words(sent)
