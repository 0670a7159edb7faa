"""The list of participants that a video call gives out (Tencent Meeting, DingTalk, Zoom, Teams …): a table with a name,
when somebody came in and when they left, under whatever heads the provider has.

Names there are what people call themselves: "张店一小 王秀兰", "王秀兰（手机）". A line is somebody's if exactly one of
those who may have been there is named in it.
"""

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from teachnet.accounts.models import Person
from teachnet.accounts.rosters.codes import Unreadable
from teachnet.accounts.rosters.reading import apart
from teachnet.accounts.rosters.words import FILE_SENTENCES
from teachnet.db import CITY_TIME
from teachnet.errors import Refused

NAMES = ("姓名", "名称", "昵称", "参会", "成员", "用户", "name", "participant")
CAME = ("入会", "加入", "进入", "上线", "join", "first join")
LEFT = ("离会", "退出", "离开", "退会", "下线", "leave", "left", "last leave")
TIME = ("时间", "time")
NO_NAME = (*TIME, "时长", "duration", "次数", "id", "号", "mail", "邮")
MOMENTS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y, %I:%M:%S %p", "%m/%d/%y, %I:%M:%S %p",
)  # fmt: skip
TIMES = ("%H:%M:%S", "%H:%M")
HAN = "\u3400-\u9fff"
TITLES = "老师|教师|校长|主任|园长|书记|组长|教研员"
SEARCHED = 20  # lines in which the heads are looked for: some providers put facts of the call above


@dataclass(frozen=True)
class CallStay:
    person: Person
    began_at: datetime
    ended_at: datetime


@dataclass
class CallList:
    """What was understood, and of each other line its number and why not."""

    stays: list[CallStay] = field(default_factory=list)
    missed: list[tuple[int, Any]] = field(default_factory=list)


def read(sent: FileStorage, people: Iterable[Person], day: datetime) -> CallList:
    """`people` may have been there; `day` is that of the session, for lists that only tell the time."""
    with tempfile.NamedTemporaryFile() as kept:
        sent.save(kept)
        kept.flush()
        try:
            sheets = apart.sheets_of(Path(kept.name))
        except Unreadable as unreadable:
            raise Refused(str(FILE_SENTENCES[unreadable.code])) from None
    rows = next((sheet.texts() for sheet in sheets if sheet.rows), [])
    return understood(rows, list(people), day)


def understood(rows: Sequence[Sequence[str]], people: Sequence[Person], day: datetime) -> CallList:
    heads = ((n, columns) for n, row in enumerate(rows[:SEARCHED]) if (columns := _columns(row)))
    head, (name_at, came_at, left_at) = next(heads, (0, (0, 0, 0)))
    if name_at == came_at:
        raise Refused(_("No line of heads was found: a name, when they came in and when they left."))
    found = CallList()
    for number, row in enumerate(rows[head + 1 :], head + 2):
        name = row[name_at].strip()
        if not name:
            continue
        came, left = _moment(row[came_at], day), _moment(row[left_at], day)
        named = _named_in(name, people)
        if came is None or left is None or left < came:
            found.missed.append((number, _("%(name)s: the times cannot be read.", name=name[:60])))
        elif len(named) > 1:
            found.missed.append((number, _("%(name)s: this may be several people.", name=name[:60])))
        elif not named:
            found.missed.append((number, _("%(name)s: nobody who signed up is called like this.", name=name[:60])))
        else:
            found.stays.append(CallStay(named[0], came, left))
    return found


def _columns(row: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the name stands, the coming and the leaving."""
    heads = [_plain(cell) for cell in row]
    name = _place(heads, NAMES, lambda head: not any(other in head for other in NO_NAME))
    came, left = (_place(heads, words, _is_time) for words in (CAME, LEFT))
    return None if name is None or came is None or left is None else (name, came, left)


def _place(heads: Sequence[str], words: Sequence[str], is_meant: Callable[[str], bool]) -> int | None:
    places = (n for word in words for n, head in enumerate(heads) if word in head and is_meant(head))
    return next(places, None)


def _is_time(head: str) -> bool:
    """“成员加入时间” is one, “用户昵称（入会昵称）” is none."""
    return any(word in head for word in TIME) or not any(word in head for word in NAMES)


def _named_in(name: str, people: Sequence[Person]) -> list[Person]:
    """The whole name first; then those whose name is a part of it, the longest before a shorter inside it."""
    plain = _plain(name)
    whole = [person for person in people if _plain(person.name) == plain]
    if whole:
        return whole
    inside = [person for person in people if _stands_in(_plain(person.name), plain)]
    longest = max((len(_plain(person.name)) for person in inside), default=0)
    kept = [one for one in inside if len(_plain(one.name)) == longest]
    shorter = [one for one in inside if one not in kept and not any(_plain(one.name) in _plain(k.name) for k in kept)]
    return kept + shorter


def _stands_in(name: str, text: str) -> bool:
    """As a name: 李明 is not 李明华, who is somebody else, and not a part of 王李明; but 一小李明 and 李明老师 are."""
    return re.search(rf"(?:^|[^{HAN}]|[{HAN}]{{2}}){re.escape(name)}(?:$|[^{HAN}]|{TITLES})", text) is not None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _moment(text: str, day: datetime) -> datetime | None:
    told = " ".join(unicodedata.normalize("NFKC", text).replace("T", " ").split())
    for pattern in MOMENTS:
        try:
            return datetime.strptime(told, pattern).replace(tzinfo=CITY_TIME)
        except ValueError:
            continue
    for pattern in TIMES:
        try:
            time = datetime.strptime(told, pattern).time()  # noqa: DTZ007 -- the day and the zone come next
        except ValueError:
            continue
        return datetime.combine(day.astimezone(CITY_TIME).date(), time, CITY_TIME)
    return None
