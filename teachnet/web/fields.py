"""What forms of all features are made of: text without blanks around it, words to choose from, the version one saw."""

from collections.abc import Callable, Iterable
from typing import Any

from wtforms import IntegerField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput


def stripped(text: str | None) -> str | None:
    return text.strip() if text else text


def choices(words: Iterable[Any], blank: Any = None) -> list[SelectChoice]:
    """A closed list of the trade; before it, under the name `blank`, none of them."""
    none = [] if blank is None else [SelectChoice("", blank)]
    return none + [SelectChoice(word.value, word.label) for word in words]


def or_none(kind: Callable[[str], Any]) -> Callable[[str], Any]:
    """For a select whose first choice is none of them."""
    return lambda value: kind(value) if value else None


class Version(IntegerField):
    """Which version of a thing the reader had before them."""

    widget = HiddenInput()
