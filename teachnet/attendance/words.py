"""The closed lists of attendance, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Kind(StrEnum):
    IN = "in"
    OUT = "out"

    @property
    def label(self):
        return KINDS[self]


KINDS = {Kind.IN: _l("Check-in"), Kind.OUT: _l("Check-out")}


class Source(StrEnum):
    """Where a mark comes from; each is kept, also when they differ."""

    QR = "qr"
    CODE = "code"
    HOST = "host"
    SHEET = "sheet"

    @property
    def label(self):
        return SOURCES[self]


SOURCES = {
    Source.QR: _l("QR code"),
    Source.CODE: _l("Short code"),
    Source.HOST: _l("Host’s list"),
    Source.SHEET: _l("Paper sheet"),
}
BY_ONESELF = (Source.QR, Source.CODE)
BY_THE_HOST = (Source.HOST, Source.SHEET)


class LeaveKind(StrEnum):
    ILL = "ill"
    PRIVATE = "private"
    OFFICIAL = "official"

    @property
    def label(self):
        return LEAVE_KINDS[self]


LEAVE_KINDS = {
    LeaveKind.ILL: _l("Sick leave"),
    LeaveKind.PRIVATE: _l("Private leave"),
    LeaveKind.OFFICIAL: _l("Official leave"),
}


class LeaveState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return LEAVE_STATES[self][0]

    @property
    def look(self) -> str:
        return LEAVE_STATES[self][1]


LEAVE_STATES = {
    LeaveState.ASKED: (_l("Leave asked for"), "wait"),
    LeaveState.GRANTED: (_l("Leave granted"), "good"),
    LeaveState.REFUSED: (_l("Leave not granted"), "bad"),
    LeaveState.WITHDRAWN: (_l("Leave withdrawn"), "quiet"),
}


class Presence(StrEnum):
    """What is known of somebody at a meeting: derived from marks, leave and the clock."""

    PRESENT = "present"
    LEFT_OPEN = "left_open"
    ON_LEAVE = "on_leave"
    ABSENT = "absent"
    AHEAD = "ahead"

    @property
    def label(self):
        return PRESENCES[self][0]

    @property
    def look(self) -> str:
        return PRESENCES[self][1]

    @property
    def sign(self) -> str:
        """In a square of the sheet."""
        return PRESENCES[self][2]


PRESENCES = {
    Presence.PRESENT: (_l("Present"), "good", "✓"),
    Presence.LEFT_OPEN: (_l("Not checked out"), "wait", "½"),
    Presence.ON_LEAVE: (_l("On leave"), "quiet", "○"),
    Presence.ABSENT: (_l("Absent"), "bad", "✗"),
    Presence.AHEAD: (_l("Still to come"), "quiet", ""),
}
