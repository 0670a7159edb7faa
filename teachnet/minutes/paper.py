"""The minutes on paper."""

from pathlib import Path

from flask_babel import gettext as _

from teachnet.minutes.models import EntryKind
from teachnet.minutes.record import Record
from teachnet.web.typesetting import typeset

PAPER = Path(__file__).parent / "minutes.typ"


def paper(record: Record) -> bytes:
    told = {
        "title": record.title,
        "sitting": record.sitting,
        "facts": record.facts,
        "head": record.head_of_items,
        "carried": {"title": _("From earlier sittings"), "rows": record.rows_of(record.carried)},
        "minutes": _("Minutes of the session"),
        "entries": [
            {"mark": _("Decision: ") if one.kind is EntryKind.DECISION else "", "text": one.text}
            for one in record.entries
        ],
        "agreed": {"title": _("Agreed"), "rows": record.rows_of(record.agreed)},
        "approved": record.approved,
        "page": _("Page"),
    }
    return typeset(PAPER, "minutes", told)
