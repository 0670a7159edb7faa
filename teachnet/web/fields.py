"""What forms of all features are made of: text without blanks around it, words to choose from, whole numbers and
days one can count with, the version one saw."""

from collections.abc import Callable, Iterable
from typing import Any

from wtforms import DateField, Field, IntegerField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput

from teachnet.web.safety import LARGEST_ID

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


class Version(NumberField):
    """Which version of a thing the reader had before them."""

    widget = HiddenInput()


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
