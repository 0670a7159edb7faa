"""All communities of a term as an Excel file: a row for each school."""

from collections.abc import Iterable
from io import BytesIO

from flask_babel import gettext as _

from teachnet.communities.models import ActivityKind
from teachnet.communities.standing import Standing
from teachnet.terms import Term
from teachnet.web.workbooks import Heading, listing, plain

NAME, WORD, NUMBER = 30, 12, 14  # characters


def workbook(standings: Iterable[Standing], term: Term) -> BytesIO:
    file = BytesIO()
    heads = [Heading(_("Community"), NAME), Heading(_("School"), NAME), Heading(_("Its part"), WORD)]
    heads.append(Heading(_("Town or country"), WORD))
    for kind in ActivityKind:
        heads += [
            Heading(_("%(kind)s: given", kind=kind.label), NUMBER),
            Heading(_("%(kind)s: owed", kind=kind.label), NUMBER),
        ]
    brought = (_("Received"), _("Resources"), _("Suggestions taken over"), _("Own plans"), _("Minutes in sessions"))
    heads += [Heading(text, NUMBER) for text in brought]
    with listing(file, _("Communities"), [term.label], heads, fixed=2) as (_book, page, top):
        row = top
        for standing in standings:
            for one in standing.schools:
                school = one.member.school
                place = _("country") if school.is_rural else _("town")
                texts = (standing.community.name, school.name, str(one.member.part.label), place)
                for column, text in enumerate(texts):
                    page.write_string(row, column, plain(text))
                done = [number for cell in one.cells.values() for number in (cell.done, cell.owed)]
                brought = one.brought
                given = [brought.received, brought.resources, brought.taken_over, brought.own_plans, brought.minutes]
                for column, number in enumerate([*done, *given], start=len(texts)):
                    page.write_number(row, column, number)
                row += 1
    return file
