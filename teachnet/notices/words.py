"""The closed lists of public notices, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class NoticePhase(StrEnum):
    """Where a notice is: derived from its days and from whether it has been closed."""

    RUNNING = "running"
    ENDED = "ended"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return NOTICE_PHASES[self][0]

    @property
    def look(self) -> str:
        return NOTICE_PHASES[self][1]


NOTICE_PHASES = {
    NoticePhase.RUNNING: (_l("Notice is running"), "act"),
    NoticePhase.ENDED: (_l("Period is over, result to come"), "wait"),
    NoticePhase.CLOSED: (_l("Notice is closed"), "quiet"),
    NoticePhase.WITHDRAWN: (_l("Notice was withdrawn"), "bad"),
}


class ObjectionState(StrEnum):
    """What the city has decided about an objection so far."""

    RECEIVED = "received"
    EXAMINED = "examined"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"

    @property
    def label(self):
        return OBJECTION_STATES[self][0]

    @property
    def look(self) -> str:
        return OBJECTION_STATES[self][1]

    @property
    def story(self):
        """One sentence for whoever objected."""
        return STORIES[self]

    @property
    def is_decided(self) -> bool:
        return self in DECIDED


DECIDED = (ObjectionState.UPHELD, ObjectionState.NOT_UPHELD)

OBJECTION_STATES = {
    ObjectionState.RECEIVED: (_l("Objection received"), "act"),
    ObjectionState.EXAMINED: (_l("Being looked into"), "wait"),
    ObjectionState.UPHELD: (_l("Objection upheld"), "good"),
    ObjectionState.NOT_UPHELD: (_l("Objection not upheld"), "quiet"),
}

STORIES = {
    ObjectionState.RECEIVED: _l("The office has it and will look into it."),
    ObjectionState.EXAMINED: _l("The office is looking into it; it may get in touch with you."),
    ObjectionState.UPHELD: _l("The office agrees with it. Its answer:"),
    ObjectionState.NOT_UPHELD: _l("The office does not agree with it. Its answer:"),
}
