"""What the import may say of a file, a row or a cell: a closed list, for reports that programs read.

The child process imports this, so nothing of Flask here: the sentences are in words.py.
"""

from enum import StrEnum

MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_SHEETS = 20


class FileCode(StrEnum):
    """Why a file as a whole is refused."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    TOO_LARGE_WHEN_UNPACKED = "too_large_when_unpacked"
    OVER_LIMITS = "over_limits"
    UNSAFE_XML = "unsafe_xml"
    TRUNCATED = "truncated"
    NOT_A_WORKBOOK = "not_a_workbook"
    UNSUPPORTED_TYPE = "unsupported_type"
    MALFORMED_TEXT = "malformed_text"
    NO_HEADER = "no_header"
    MISSING_COLUMN = "missing_column"
    DUPLICATE_COLUMN = "duplicate_column"


class Code(StrEnum):
    """What is told of a cell or row. Where several fit one cell, the first of this list is given."""

    MERGED_CELL = "merged_cell"
    FORMULA_ERROR = "formula_error"
    FORMULA_CACHED = "formula_cached"
    MISSING_REQUIRED = "missing_required"
    ID_STORED_AS_NUMBER = "id_stored_as_number"
    ID_CONFUSABLE = "id_confusable"
    ID_FOREIGN_DOCUMENT = "id_foreign_document"
    ID_OLD_15_DIGIT = "id_old_15_digit"
    ID_LENGTH = "id_length"
    ID_IMPOSSIBLE_DATE = "id_impossible_date"
    ID_AGE_OUT_OF_RANGE = "id_age_out_of_range"
    ID_CHECK_DIGIT = "id_check_digit"
    ID_DUPLICATE_IN_FILE = "id_duplicate_in_file"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    PHONE_DIGITS_LOST = "phone_digits_lost"
    PHONE_INVALID = "phone_invalid"
    PHONE_DUPLICATE = "phone_duplicate"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_IMPOSSIBLE = "date_impossible"
    RAGGED_ROW = "ragged_row"
    MALFORMED_TEXT = "malformed_text"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_SHEET = "hidden_sheet"
    TOTALS_ROW = "totals_row"
    UNKNOWN_COLUMN = "unknown_column"
    MISSING_COLUMN = "missing_column"
    CLEANED = "cleaned"  # level corrected: the cell is read as something tidier than it was
    VALUE_LEFT_OUT = "value_left_out"  # level corrected: no value of the list, so the field stays empty


class Level(StrEnum):
    ERROR = "error"  # the row is refused
    WARNING = "warning"  # the row is accepted and somebody is told
    CORRECTED = "corrected"  # the value was put right, the row is accepted and the change is told


class Unreadable(Exception):  # noqa: N818 -- reads as a sentence: raise Unreadable(FileCode.EMPTY)
    def __init__(self, code: FileCode, *, sheet: str = "", row: int | None = None, column: str = ""):
        super().__init__(code.value)
        self.code, self.sheet, self.row, self.column = code, sheet, row, column
