"""Who took part, as an Excel file."""

from collections.abc import Sequence
from io import BytesIO

from flask_babel import gettext as _

from teachnet.stays.reckoning import Attended
from teachnet.web.workbooks import Heading, listing, plain

NAME, SCHOOL, NUMBER = 14, 34, 12  # characters


def workbook(title: str, about: Sequence[str], lines: Sequence[tuple[Attended, bool]]) -> BytesIO:
    """Each line with whether its hours count."""
    file = BytesIO()
    heads = [
        Heading(_("Name"), NAME),
        Heading(_("School"), SCHOOL),
        Heading(_("Minutes there"), NUMBER),
        Heading(_("Share"), NUMBER),
        Heading(_("Counts"), NUMBER),
    ]
    with listing(file, title, about, heads) as (book, page, top):
        share = book.add_format({"num_format": "0%"})
        for row, (one, counts) in enumerate(lines, start=top):
            page.write_string(row, 0, plain(one.person.name))
            page.write_string(row, 1, plain(one.person.school.name if one.person.school else ""))
            page.write_number(row, 2, one.minutes)
            page.write_number(row, 3, one.share / 100, share)
            page.write_string(row, 4, _("yes") if counts else _("no"))
    return file
