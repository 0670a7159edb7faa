"""What is told to a person: which rule, and the way out."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.personal import mask_id_number, mask_phone
from teachnet.accounts.rosters.codes import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Code, FileCode, Level
from teachnet.accounts.rosters.columns import ID, PHONE
from teachnet.accounts.rosters.findings import Finding, Roster

LEVELS = {Level.ERROR: _l("Error"), Level.WARNING: _l("Note"), Level.CORRECTED: _l("Corrected")}
LOOKS = {Level.ERROR: "bad", Level.WARNING: "wait", Level.CORRECTED: "quiet"}

FILE_SENTENCES = {
    FileCode.EMPTY: _l("The file is empty. Fill in the template and send it again."),
    FileCode.ENCRYPTED: _l("The file is locked with a password. Save it without one and send it again."),
    FileCode.MACROS: _l(
        "The file holds macros (small programs). Save it as an ordinary Excel workbook (.xlsx) and send that."
    ),
    FileCode.TOO_LARGE_WHEN_UNPACKED: _l(
        "The file is far larger inside than outside, which honest lists are not. Copy the rows into the "
        "template and send that."
    ),
    FileCode.OVER_LIMITS: _l(
        "The file is too large: at most %(rows)s rows, %(columns)s columns and %(sheets)s sheets. Send it in parts.",
        rows=f"{MAX_ROWS:,}",
        columns=MAX_COLUMNS,
        sheets=MAX_SHEETS,
    ),
    FileCode.UNSAFE_XML: _l(
        "The file defines things that may read other files. Copy the rows into the template and send that."
    ),
    FileCode.TRUNCATED: _l("The file breaks off in the middle; the upload or a copy was interrupted. Send it again."),
    FileCode.NOT_A_WORKBOOK: _l(
        "This is no workbook, or a damaged one. Open it in Excel or WPS, save it anew and send that."
    ),
    FileCode.UNSUPPORTED_TYPE: _l(
        "This kind of file is not read, whatever its name says. Open it in Excel or WPS, save it as .xlsx and"
        " send that."
    ),
    FileCode.MALFORMED_TEXT: _l(
        "The text of this file is broken: a damaged character, or a quotation mark that is never closed. "
        "Save it from Excel as .xlsx and send that."
    ),
    FileCode.NO_HEADER: _l(
        "None of the first ten rows names the columns 姓名, 身份证号 and 单位. "
        "Put the template’s header above the list."
    ),
    FileCode.MISSING_COLUMN: _l("A column is missing that every list needs. Add it, with its name in the header."),
    FileCode.DUPLICATE_COLUMN: _l(
        "A column stands in the header twice, perhaps under another name. Leave one of them."
    ),
}

SENTENCES = {
    Code.MERGED_CELL: _l(
        "The cell is merged with the one above or beside it; a value counts for its own row only. Unmerge and"
        " fill in each row."
    ),
    Code.FORMULA_ERROR: _l("The formula shows an error or has no value. Type the value itself."),
    Code.FORMULA_CACHED: _l("A formula: the value last shown was taken, nothing was computed. Check it."),
    Code.MISSING_REQUIRED: _l("This must not be empty. Fill it in."),
    Code.ID_STORED_AS_NUMBER: _l(
        "Stored as a number, and Excel has lost the last digits for good. Format the column as text and type "
        "the number again."
    ),
    Code.ID_CONFUSABLE: _l(
        "A letter or digit of another kind stands in the number (such as the letter O for 0). Type it again."
    ),
    Code.ID_FOREIGN_DOCUMENT: _l(
        "No identity number of 18 digits. People with a passport or another permit are added one by one on "
        "the people page."
    ),
    Code.ID_OLD_15_DIGIT: _l(
        "An old number of 15 digits; kept as the 18 digits that replaced it. Check it with the person."
    ),
    Code.ID_LENGTH: _l("%(detail)s digits, where an identity number has 18. Look for what is missing or too much."),
    Code.ID_IMPOSSIBLE_DATE: _l("The birthday in this number does not exist. Compare it with the identity card."),
    Code.ID_AGE_OUT_OF_RANGE: _l(
        "By this number the person is younger than 16 or older than 80. Compare it with the identity card."
    ),
    Code.ID_CHECK_DIGIT: _l(
        "The last character does not fit the rest: a digit is mistyped. Compare it with the identity card."
    ),
    Code.ID_DUPLICATE_IN_FILE: _l(
        "The same identity number also stands in row %(detail)s. Leave one row for each person."
    ),
    Code.UNKNOWN_ORGANISATION: _l(
        "No organisation you look after has this full name. Short names are not guessed: copy the name from "
        "the list of organisations."
    ),
    Code.PHONE_DIGITS_LOST: _l(
        "Excel has shortened this phone to a power of ten; digits are lost. Format the column as text and "
        "type it again."
    ),
    Code.PHONE_INVALID: _l(
        "Neither a mobile of 11 digits nor a landline (0533-1234567, with an extension if need be). Put it "
        "right or leave it empty."
    ),
    Code.PHONE_DUPLICATE: _l("The same phone also stands in row %(detail)s. Check whose it is."),
    Code.DATE_AMBIGUOUS: _l("This date can be read in more than one way. Write it like 2003-09-01."),
    Code.DATE_IMPOSSIBLE: _l("No such day, or not in working life. Write it like 2003-09-01, or leave it empty."),
    Code.RAGGED_ROW: _l(
        "This line has more or fewer cells than the header (%(detail)s); a separator is missing or too much. "
        "Compare it with its neighbours."
    ),
    Code.MALFORMED_TEXT: _l("A quotation mark opens in this row and never closes. Close or remove it."),
    Code.HIDDEN_ROW: _l("This row is hidden or filtered out in your file. It was read all the same."),
    Code.HIDDEN_SHEET: _l("This sheet is hidden in your file. If it holds a list, it was read all the same."),
    Code.TOTALS_ROW: _l("A total, heading or note, not a person. Left out."),
    Code.UNKNOWN_COLUMN: _l("This column is not in the template. Ignored."),
    Code.MISSING_COLUMN: _l(
        "This sheet has no such column, so it was left out as a whole. Add the column if it holds people."
    ),
    Code.CLEANED: _l("Read as “%(detail)s”."),
    Code.VALUE_LEFT_OUT: _l("“%(detail)s” is not in the template’s list; the field stays as it is."),
}


def sentence(finding: Finding) -> str:
    return str(SENTENCES[finding.code]) % {"detail": shown_detail(finding)}


def shown_detail(finding: Finding) -> str:
    """What a cell was read as; of ID numbers and phones no more than their ends."""
    if finding.code in (Code.CLEANED, Code.FORMULA_CACHED):
        if finding.column == ID:
            return mask_id_number(finding.detail)
        if finding.column == PHONE:
            return mask_phone(finding.detail)
    return finding.detail


def file_sentence(roster: Roster) -> str:
    told = str(FILE_SENTENCES[roster.file_error])
    if roster.error_column:
        told += " " + _("It is: %(column)s.", column=roster.error_column)
    if roster.error_row:
        told += " " + _("Row %(row)s.", row=roster.error_row)
    return told
