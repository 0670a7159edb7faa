"""What the machine words of the trail are called: `library.publish`, `resource_version`, `visibility`.

The trail keeps machine words, so that an entry means in ten years what it means today; whoever reads it reads the words
of the trade. Each feature names what is its own in its `trail_words.py`, and the application learns them at its start.
What nobody names any more still shows its machine word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.db import UTCDateTime, db
from teachnet.web.filters import NO_VALUE, day, day_time, number


@dataclass(frozen=True)
class TrailWords:
    """What one part of the house names. A column is named once for all things (`state`), by the leftmost part that has
    it, or apart where it means something else (`person.title`). Members of a column's own enum have their labels; words
    that no enum of a column explains are named in `values`, by column: `{"cohort.columns": {"school": …}}`."""

    actions: Mapping[str, Any] = field(default_factory=dict)
    things: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Vocabulary:
    """All of it, put together at start."""

    def __init__(self):
        self.actions, self.things, self.columns, self.values = {}, {}, dict(COLUMNS), {}

    def learn(self, *parts: TrailWords) -> None:
        for part in parts:
            self.actions.update(part.actions)
            self.things.update(part.things)
            self.columns.update(part.columns)
            self.values.update(part.values)

    def column(self, thing: str, name: str) -> Any:
        return self.columns.get(f"{thing}.{name}") or self.columns.get(name)

    def actions_called(self, words: str) -> list[str]:
        """The actions whose label, in the reader's language, has these words in it."""
        return _called(self.actions, words)

    def things_called(self, words: str) -> list[str]:
        return _called(self.things, words)


def _called(labels: Mapping[str, Any], words: str) -> list[str]:
    sought = words.casefold()
    return [word for word, label in labels.items() if sought in str(label).casefold()]


# What every feature's tables have, or nearly.
COLUMNS = {
    "at": _l("Moment"),
    "became": _l("State after"),
    "by_id": _l("By (person no.)"),
    "code": _l("Code"),
    "ends_at": _l("Ends at"),
    "ends_on": _l("Last day"),
    "kind": _l("Kind"),
    "made_at": _l("Made at"),
    "name": _l("Called"),
    "note": _l("Remark"),
    "position": _l("Position"),
    "reason": _l("Reason"),
    "seconds": _l("Length in seconds"),
    "starts_at": _l("Begins at"),
    "starts_on": _l("Begins on"),
    "state": _l("State"),
    "summary": _l("Summary"),
    "title": _l("Title"),
    "version": _l("Count of changes"),
    "was": _l("State before"),
}

vocabulary = Vocabulary()


class Told:
    """The words of one page in the reader's language: each is looked up and translated once, not in every row."""

    def __init__(self):
        self._said = {}

    def action(self, word: str) -> str:
        return self._once(("action", word), lambda: str(vocabulary.actions.get(word, word)))

    def thing(self, word: str) -> str:
        return self._once(("thing", word), lambda: str(vocabulary.things.get(word, word)))

    def column(self, thing: str, name: str) -> str:
        return self._once(("column", thing, name), lambda: str(vocabulary.column(thing, name) or name))

    def value(self, thing: str, column: str, kept: Any) -> str:
        return self._once((thing, column, type(kept), str(kept)), lambda: _value(thing, column, kept))

    def _once(self, key: tuple, say) -> str:
        if key not in self._said:
            self._said[key] = say()
        return self._said[key]


def _value(thing: str, column: str, kept: Any) -> str:
    """As people write it; what its column cannot explain (masked, of a column that is gone) stays as it was kept."""
    if kept is None or kept == "":
        return NO_VALUE
    if isinstance(kept, bool):
        return _("yes") if kept else _("no")
    if values := vocabulary.values.get(f"{thing}.{column}"):
        return _listed(values, str(kept))
    table = db.metadata.tables.get(thing)
    kind = table.c[column].type if table is not None and column in table.c else None
    try:
        if isinstance(kind, sa.Enum) and kind.enum_class:
            return str(kind.enum_class(kept).label)
        if isinstance(kind, UTCDateTime):
            return day_time(datetime.fromisoformat(kept))
        if isinstance(kind, sa.Date):
            return day(date.fromisoformat(kept))
    except (ValueError, TypeError, AttributeError):
        return str(kept)
    if isinstance(kept, (int, float)) and not column.endswith("_id") and column != "year":
        return number(kept)
    return str(kept)


def _listed(labels: Mapping[str, Any], kept: str) -> str:
    """One word or several: lists are kept as Python writes them, or with blanks between."""
    words = re.findall(r"\w+", kept)
    return _(", ").join(str(labels[word]) for word in words) if set(words) <= set(labels) else kept
