"""What every Excel file of ours keeps: rows are written as they come, and a cell is what it says, never a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# For xlsxwriter: nothing is guessed from a text, and rows go to a file on the disk instead of being held.
SETTINGS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def plain(text: str) -> str:
    """What begins like a formula is text: the apostrophe tells every spreadsheet, and importing removes it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
