"""A sheet as a page, as Excel and on paper: all three say the same, below the same header."""

from collections.abc import Sequence
from io import BytesIO

from flask import send_file

from teachnet.reports.paper import paper
from teachnet.reports.sheet import Sheet
from teachnet.reports.workbook import workbook
from teachnet.web.workbooks import EXCEL

PDF = "application/pdf"


def as_excel(name: str, title: str, about: Sequence[str], sheet: Sheet):
    return send_file(workbook(title, about, sheet), EXCEL, as_attachment=True, download_name=f"{name}.xlsx")


def as_paper(name: str, office: str, title: str, about: Sequence[str], sheet: Sheet):
    file = BytesIO(paper(office, title, about, sheet))
    return send_file(file, PDF, as_attachment=False, download_name=f"{name}.pdf")
