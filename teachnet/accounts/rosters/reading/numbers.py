"""Numbers and days as spreadsheets store them."""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

LAST_DAY = 2_958_465  # 9999-12-31; a larger number in a date format is a phone number or an ID
WRITTEN_OUT = 21  # digits


def number_text(number: str | float) -> str:
    """1.38E10 → 13800000000, 2003.0 → 2003, 2003.9 → 2003.9. What is no number stays as it is."""
    try:
        exact = Decimal(number) if isinstance(number, str) else Decimal(repr(float(number)))
    except InvalidOperation:
        return str(number)
    if not exact.is_finite() or exact.adjusted() >= WRITTEN_OUT:
        return str(number)
    if exact == exact.to_integral_value():
        return str(int(exact))
    return repr(float(exact))


def day_of(serial: str | float, *, from_1904: bool = False) -> date | None:
    """The day of a serial number, or nothing when it is none. Excel believes in 29 February 1900."""
    try:
        days = float(serial)
    except ValueError:
        return None
    if not 1 <= days <= LAST_DAY:
        return None
    if from_1904:
        return date(1904, 1, 1) + timedelta(days=int(days))
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=int(days))


def iso_day(text: str) -> str:
    """2003-09-01T00:00:00 → 2003-09-01."""
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return text
