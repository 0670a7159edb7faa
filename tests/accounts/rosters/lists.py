"""Lists of people for tests: say only what the test is about."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import xlsxwriter
from stdnum.iso7064 import mod_11_2

from teachnet.accounts.rosters.columns import ID, NAME, ORGANISATION

CORPUS = Path(__file__).parents[2] / "corpus" / "rosters"
MANIFEST = json.loads((CORPUS / "manifest.json").read_text("utf-8"))["files"]
TODAY = date(2026, 11, 23)
SCHOOL = "淄川区龙泉清源中学"
OTHER_SCHOOL = "张店区车站清源小学"


def id_number(serial: int = 1, born: str = "19850615") -> str:
    start = f"370399{born}{serial:03}"
    return start + mod_11_2.calc_check_digit(start)


def person(serial: int = 1, **cells: str) -> dict[str, str]:
    return {NAME: "周敏", ID: id_number(serial), ORGANISATION: SCHOOL} | cells


def as_csv(*people: dict[str, str], encoding: str = "utf-8") -> bytes:
    columns = list(dict.fromkeys(column for one in people for column in one))
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerows([columns, *([one.get(column, "") for column in columns] for one in people)])
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list, write=lambda book, sheet: None, **options) -> bytes:
    """`write` adds what rows of texts cannot say."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False} | options) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    (sheet.write_string if isinstance(value, str) else sheet.write)(number, column, value)
        write(book, sheet)
    return target.getvalue()


HEADER = [NAME, ID, "手机号", ORGANISATION]


def row(serial: int = 1, phone: str = "", name: str = "周敏", school: str = SCHOOL) -> list[str]:
    return [name, id_number(serial), phone, school]
