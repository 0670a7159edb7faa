"""From what an author sent to questions: a spreadsheet read in a process of its own, cells that were copied out of a
table, or what another program wrote in QTI."""

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

from teachnet.accounts.rosters.codes import Unreadable
from teachnet.accounts.rosters.reading import apart
from teachnet.accounts.rosters.words import FILE_SENTENCES
from teachnet.quizzes import qti
from teachnet.quizzes.tables import questions_in

Found = tuple[list[dict], Sequence[tuple[int, Any]]]


def read(sent: FileStorage | None, pasted: str) -> Found:
    """(fields of the questions, (line, what is wrong with it))."""
    return _of_file(sent) if sent else questions_in(_pasted(pasted))


def _of_file(sent: FileStorage) -> Found:
    with tempfile.NamedTemporaryFile() as kept:
        sent.save(kept)
        kept.flush()
        if qti.is_written_in(kept.file):
            return qti.questions_in(kept.file)
        try:
            sheets = apart.sheets_of(Path(kept.name))
        except Unreadable as unreadable:
            return [], [(0, FILE_SENTENCES[unreadable.code])]
    return questions_in(next((sheet.texts() for sheet in sheets if sheet.rows), []))


def _pasted(text: str) -> list[list[str]]:
    """As spreadsheets copy: a tab between cells, a cell with a line break in quotation marks."""
    return [list(row) for row in csv.reader(text.splitlines(keepends=True), delimiter="\t")]
