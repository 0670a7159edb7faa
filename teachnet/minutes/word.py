"""The minutes as a Word file, which offices pass on and file."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from flask_babel import gettext as _

from teachnet.minutes.models import ActionItem, EntryKind
from teachnet.minutes.record import Record
from teachnet.wordfile import add_heading, add_table, as_bytes, begun


def word_file(record: Record) -> bytes:
    document = begun(record.title, record.sitting)
    add_table(document, record.facts)
    _items(document, record, _("From earlier sittings"), record.carried)
    add_heading(document, _("Minutes of the session"))
    for entry in record.entries:
        paragraph = document.add_paragraph(style="List Number")
        if entry.kind is EntryKind.DECISION:
            paragraph.add_run(_("Decision: ")).bold = True
        paragraph.add_run(entry.text)
    _items(document, record, _("Agreed"), record.agreed)
    document.add_paragraph(record.approved)
    return as_bytes(document)


def _items(document: WordDocument, record: Record, title: str, items: Sequence[ActionItem]) -> None:
    if items:
        add_heading(document, title)
        add_table(document, [record.head_of_items, *record.rows_of(items)])
