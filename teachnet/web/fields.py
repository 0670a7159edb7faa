"""What forms of all features are made of: text without blanks around it, words to choose from, whole numbers and
days one can count with, the version one saw."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, Field, IntegerField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput

from teachnet.web.safety import LARGEST_ID

LARGEST_AMOUNT = 10**11  # of the smallest part: a thousand million yuan
LONGEST_ID = len(str(LARGEST_ID)) - 1  # digits, so that every id of that length is one the database can hold
YEARS = range(1900, 2101)


def stripped(text: str | None) -> str | None:
    return text.strip() if text else text


def choices(words: Iterable[Any], blank: Any = None) -> list[SelectChoice]:
    """A closed list of the trade; before it, under the name `blank`, none of them."""
    none = [] if blank is None else [SelectChoice("", blank)]
    return none + [SelectChoice(word.value, word.label) for word in words]


def or_none(kind: Callable[[str], Any]) -> Callable[[str], Any]:
    """For a select whose first choice is none of them."""
    return lambda value: kind(value) if value else None


def within_reach(number: Any) -> int:
    """`int()`; a number too large for the database is as good as the largest: out of every range, and nobody's id."""
    return max(-LARGEST_ID, min(LARGEST_ID, int(number)))


class NumberField(IntegerField):
    """WTForms' own takes any number of digits, and its NumberRange then fails to make a float of them."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if valuelist:
            self.data = within_reach(self.data)


class AmountField(StringField):
    """Hours, credits or yuan as people write them, 1,234.5; kept as a whole number of their smallest part, `of` to one.
    What was typed comes back as it was, whatever it is."""

    def __init__(self, label=None, validators=None, *, of: int, places: int = 0, **kwargs):
        """`places` are shown even when they are noughts: 12.00 yuan, but 12 hours."""
        super().__init__(label, validators, **kwargs)
        self.of, self.places = of, places

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].replace(",", "").replace("，", "").strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            parts = Decimal(typed) * self.of
        except ArithmeticError:  # no number, or none that anybody means
            parts = Decimal("NaN")
        if not parts.is_finite() or abs(parts) > LARGEST_AMOUNT or parts != parts.to_integral_value():
            raise ValueError(_("Write a number like 8 or 1.5."))
        self.data = int(parts)

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        if self.data is None:
            return ""
        shown = f"{Decimal(int(self.data)) / self.of:.2f}"
        return shown if self.places else shown.rstrip("0").rstrip(".")


class Version(NumberField):
    """Which version of a thing the reader had before them."""

    widget = HiddenInput()

    def go_on_from(self, stored: int) -> None:
        """What else was typed stays; sent again, it was changed from what is stored now."""
        self.raw_data, self.data = None, stored


class DayField(DateField):
    """A day one can plan with: after 31 December 9999 there is no next one, and sums ask for it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data and self.data.year not in YEARS:
            self.data = None
            raise ValueError(self.gettext("Not a valid date value."))


class IdsField(Field):
    """Any number of ids, as check boxes send them; what is none of ours is left out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [
            int(value) for value in valuelist if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID
        ]
