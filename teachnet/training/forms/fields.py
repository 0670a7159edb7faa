from wtforms import IntegerField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput


class Version(IntegerField):
    """Which version of a thing the reader had before them."""

    widget = HiddenInput()


def words(kinds, blank) -> list[SelectChoice]:
    return [SelectChoice("", blank), *(SelectChoice(word.value, word.label) for word in kinds)]


def or_none(word):
    return lambda value: word(value) if value else None
