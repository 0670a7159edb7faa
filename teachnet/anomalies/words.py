"""The closed lists of the anomaly sheet, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class AnomalyKind(StrEnum):
    DEVICE = "device"
    TOO_FAST = "too_fast"
    ROUND_THE_CLOCK = "round_the_clock"
    UNANSWERED = "unanswered"
    SAME_TEXT = "same_text"

    @property
    def label(self):
        return ANOMALY_KINDS[self]


ANOMALY_KINDS = {
    AnomalyKind.DEVICE: _l("Several accounts on one device"),
    AnomalyKind.TOO_FAST: _l("Claims more than the clock allows"),
    AnomalyKind.ROUND_THE_CLOCK: _l("Studies round the clock"),
    AnomalyKind.UNANSWERED: _l("Answers no question of presence"),
    AnomalyKind.SAME_TEXT: _l("Handed in what another handed in"),
}


class AnomalyState(StrEnum):
    OPEN = "open"
    CLEARED = "cleared"
    UPHELD = "upheld"
    APPEALED = "appealed"
    CONFIRMED = "confirmed"
    OVERTURNED = "overturned"

    @property
    def label(self):
        return ANOMALY_STATES[self]

    @property
    def look(self) -> str:
        return LOOKS[self]


ANOMALY_STATES = {
    AnomalyState.OPEN: _l("To be looked at"),
    AnomalyState.CLEARED: _l("No fault found"),
    AnomalyState.UPHELD: _l("Upheld"),
    AnomalyState.APPEALED: _l("Appealed"),
    AnomalyState.CONFIRMED: _l("Confirmed on appeal"),
    AnomalyState.OVERTURNED: _l("Overturned on appeal"),
}
LOOKS = {
    AnomalyState.OPEN: "wait",
    AnomalyState.CLEARED: "quiet",
    AnomalyState.UPHELD: "bad",
    AnomalyState.APPEALED: "act",
    AnomalyState.CONFIRMED: "bad",
    AnomalyState.OVERTURNED: "good",
}
