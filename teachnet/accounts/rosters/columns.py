"""The template's columns, the other names people give them, and finding the header of a sheet.

The child process imports this, so nothing of Flask here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading.grid import UNSEEN, Row, Sheet

NAME, ID, PHONE, ORGANISATION = "姓名", "身份证号", "手机号", "单位"
GENDER, STAGE, SUBJECT, TITLE, HONOUR, STARTED, REMARK = (
    "性别", "学段", "任教学科", "职称", "骨干级别", "参加工作日期", "备注"
)  # fmt: skip

TEMPLATE = (NAME, ID, PHONE, ORGANISATION, GENDER, STAGE, SUBJECT, TITLE, HONOUR, STARTED, REMARK)
REQUIRED = (NAME, ID, ORGANISATION)
SYNONYMS = {
    "教师姓名": NAME,
    "名字": NAME,
    "身份证": ID,
    "身份证号码": ID,
    "证件号码": ID,
    "手机": PHONE,
    "手机号码": PHONE,
    "联系电话": PHONE,
    "电话": PHONE,
    "学校": ORGANISATION,
    "所在单位": ORGANISATION,
    "工作单位": ORGANISATION,
    "学科": SUBJECT,
    "专业技术职务": TITLE,
}
KNOWN = {name: name for name in TEMPLATE} | SYNONYMS

SEARCHED_ROWS = 10
ENOUGH_TO_BE_A_HEADER = 2
HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|〈[^〈〉]*〉")
NO_MATTER = re.compile(rf"[\s{re.escape(UNSEEN)}]|^[*※★]+|[*:]+$")


@dataclass
class Header:
    row: int
    columns: dict[str, int]  # the template's name → column
    unknown: dict[int, str] = field(default_factory=dict)  # column → what it is called
    width: int | None = None

    @property
    def required(self) -> list[int]:
        return [self.columns[name] for name in REQUIRED]


def column_of(text: str) -> str | None:
    """*单位（全称） → 单位; 联系电话：0533-9990000 → nothing."""
    plain = NO_MATTER.sub("", unicodedata.normalize("NFKC", text)).lstrip("*※★")
    while (shorter := HINT.sub("", plain)) != plain:
        plain = shorter
    return KNOWN.get(plain.strip("*:"))


def columns_named(texts: Iterable[str]) -> list[str]:
    return [name for text in texts if (name := column_of(text))]


def find_header(sheet: Sheet) -> Header | None:
    """The best of the first rows: the one that names most columns. Nothing when none names all required ones."""
    best: dict[int, str] = {}
    found: Row | None = None
    for row in sheet.rows:
        if row.number > SEARCHED_ROWS:
            break
        named = _named_columns(row, sheet)
        if set(REQUIRED) <= set(named.values()) and len(named) > len(best):
            best, found = named, row
    return _header(found, best) if found else None


def looks_like_a_header(sheet: Sheet) -> list[str]:
    """Of a sheet without a header: the required columns that the most promising of its first rows lacks."""
    first = [row for row in sheet.rows if row.number <= SEARCHED_ROWS]
    named = max((set(_named_columns(row, sheet).values()) for row in first), key=len, default=set())
    if len(named) < ENOUGH_TO_BE_A_HEADER or not named & set(REQUIRED):
        return []
    return [name for name in REQUIRED if name not in named]


def _header(row: Row, named: dict[int, str]) -> Header:
    for name, times in Counter(named.values()).items():
        if times > 1:
            raise Unreadable(FileCode.DUPLICATE_COLUMN, row=row.number, column=name)
    unknown = {
        column: " ".join(cell.text.split())
        for column, cell in row.cells.items()
        if column not in named and cell.is_filled
    }
    return Header(row.number, {name: column for column, name in named.items()}, unknown, row.width)


def _named_columns(row: Row, sheet: Sheet) -> dict[int, str]:
    texts = {column: cell.text for column, cell in row.cells.items()} | _names_from_above(row, sheet)
    return {column: name for column, text in texts.items() if (name := column_of(text))}


def _names_from_above(row: Row, sheet: Sheet) -> dict[int, str]:
    """In a header of two lines 姓名 is merged over both, and the other line says the rest."""
    above: dict[int, str] = {}
    by_number: Sequence[Row] = [other for other in sheet.rows if other.number <= SEARCHED_ROWS]
    for top, left, bottom, right in sheet.merged:
        if left == right and top < row.number <= bottom:
            anchor = next((other for other in by_number if other.number == top), None)
            if anchor:
                above[left] = anchor.cell(left).text
    return above
