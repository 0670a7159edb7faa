"""The minutes on paper."""

from collections.abc import Sequence
from pathlib import Path

from flask_babel import gettext as _

from teachnet.minutes.models import ActionItem, EntryKind
from teachnet.minutes.record import Record
from teachnet.web.filters import day
from teachnet.web.typesetting import typeset

PAPER = Path(__file__).parent / "minutes.typ"


def paper(record: Record) -> bytes:
    told = {
        "title": record.title,
        "sitting": record.sitting,
        "facts": record.facts,
        "head": [_("What is to be done"), _("Who"), _("Until"), _("State")],
        "carried": {"title": _("From earlier sittings"), "rows": _rows(record.carried)},
        "minutes": _("Minutes of the session"),
        "entries": [
            {"mark": _("Decision: ") if one.kind is EntryKind.DECISION else "", "text": one.text}
            for one in record.entries
        ],
        "agreed": {"title": _("Agreed"), "rows": _rows(record.agreed)},
        "approved": record.approved,
        "page": _("Page"),
    }
    return typeset(PAPER, "minutes", told)


def _rows(items: Sequence[ActionItem]) -> list[list[str]]:
    return [[one.what, one.owner.name, day(one.due_on), str(one.state.label)] for one in items]
