"""The plans of a school year as an Excel file: a row for each team."""

from collections.abc import Iterable
from io import BytesIO

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.terms import SchoolYear
from teachnet.web.workbooks import Heading, listing, plain
from teachnet.yearplans.models import TargetKind

NAME, WORD, NUMBER = 34, 14, 16  # characters


def workbook(rows: Iterable[sa.Row], year: SchoolYear) -> BytesIO:
    """`rows`: as `queries.teams_listed` has them."""
    file = BytesIO()
    heads = [
        Heading(_("Team"), NAME),
        Heading(_("Region"), WORD),
        Heading(_("Lead"), WORD),
        Heading(_("Yearly plan"), WORD),
    ]
    for kind in TargetKind:
        heads += [
            Heading(_("%(kind)s: done", kind=kind.label), NUMBER),
            Heading(_("%(kind)s: aimed at", kind=kind.label), NUMBER),
        ]
    with listing(file, _("Yearly plans"), [year.label], heads) as (_book, sheet, top):
        for row, (team, plan, *done) in enumerate(rows, start=top):
            texts = (team.name, team.region.name, team.lead.name, _("written") if plan else _("none yet"))
            for column, text in enumerate(texts):
                sheet.write_string(row, column, plain(text))
            numbers = [
                number
                for kind, many in zip(TargetKind, done, strict=True)
                for number in (many, plan.target(kind) if plan else 0)
            ]
            for column, number in enumerate(numbers, start=len(texts)):
                sheet.write_number(row, column, number)
    return file
