"""The workbook schools fill in: text columns where digits must stay, lists to choose from, a word on each column."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.rosters.cells import texts
from teachnet.accounts.rosters.columns import (
    GENDER,
    HONOUR,
    ID,
    NAME,
    ORGANISATION,
    PHONE,
    REMARK,
    REQUIRED,
    STAGE,
    STARTED,
    SUBJECT,
    TEMPLATE,
    TITLE,
)

LAST_ROW = 50_000
WIDE = {NAME: 12, ID: 22, PHONE: 18, ORGANISATION: 30, SUBJECT: 14, STARTED: 14, REMARK: 24}
CHOICES = {GENDER: texts.GENDERS, STAGE: texts.STAGES, SUBJECT: texts.SUBJECTS, TITLE: texts.TITLES}
HINTS = {
    NAME: _l("Required. As on the identity card."),
    ID: _l("Required. 18 characters. The column is formatted as text: a number loses its last digits in Excel."),
    PHONE: _l("A mobile, or a landline with area code: 0533-1234567."),
    ORGANISATION: _l("Required. The full name; choose it from the list."),
    GENDER: _l("Choose from the list."),
    STAGE: _l("Choose from the list."),
    SUBJECT: _l("The subject taught now; choose from the list."),
    TITLE: _l("Choose from the list."),
    HONOUR: _l("Such as 市级骨干教师; leave it empty if there is none."),
    STARTED: _l("Like 2003-09-01."),
    REMARK: _l("At most 500 characters."),
}
RULES = (
    _l("One row for each person; the first row names the columns. Do not merge cells."),
    _l("Only 姓名, 身份证号 and 单位 must be filled in. An empty cell changes nothing."),
    _l("Somebody who belongs to another school is not moved: that school is asked first."),
    _l("The same file may be sent again: what is there already stays as it is."),
)


def template_workbook(organisations: Sequence[str]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        people, names = book.add_worksheet("教师名单"), book.add_worksheet("单位全称")
        _write_rules(book.add_worksheet("填表说明"), book)
        names.set_column(0, 0, WIDE[ORGANISATION])
        names.write_column(0, 0, organisations)
        _write_columns(people, book, len(organisations))
    return target.getvalue()


def _write_columns(people, book, organisations: int) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDEB"})
    required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#CFE3E8"})
    text = book.add_format({"num_format": "@"})
    people.freeze_panes(1, 1)
    for column, name in enumerate(TEMPLATE):
        people.write_string(0, column, name, required if name in REQUIRED else head)
        people.write_comment(0, column, str(HINTS[name]), {"x_scale": 1.6})
        people.set_column(column, column, WIDE.get(name, 10), text)
        if name in CHOICES:
            _offer(people, column, list(CHOICES[name]))
    if organisations:
        _offer(people, TEMPLATE.index(ORGANISATION), f"=单位全称!$A$1:$A${organisations}")


def _offer(people, column: int, choices: list[str] | str) -> None:
    people.data_validation(
        1, column, LAST_ROW, column, {"validate": "list", "source": choices, "error_type": "warning"}
    )


def _write_rules(sheet, book) -> None:
    sheet.set_column(0, 0, 80, book.add_format({"text_wrap": True}))
    sheet.write_column(0, 0, [str(rule) for rule in RULES])
    sheet.write_column(
        len(RULES) + 1, 0, [_("%(column)s: %(sentence)s", column=c, sentence=HINTS[c]) for c in TEMPLATE]
    )
