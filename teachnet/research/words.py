"""The closed lists of research projects."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class ResearchKind(StrEnum):
    PLANNED = "planned"
    SMALL = "small"
    ACTION = "action"

    @property
    def label(self):
        return KINDS[self]


KINDS = {
    ResearchKind.PLANNED: _l("Planned project"),
    ResearchKind.SMALL: _l("Small project"),
    ResearchKind.ACTION: _l("Action research"),
}


class ResearchStage(StrEnum):
    """What a project comes to one after the other; at each it owes a report."""

    PROPOSAL = "proposal"
    OPENING = "opening"
    MIDTERM = "midterm"
    CONCLUSION = "conclusion"

    @property
    def label(self):
        return STAGES[self][0]

    @property
    def parts(self):
        """What its report usually says: one heading a line."""
        return STAGES[self][1]

    @property
    def after(self) -> "ResearchStage | None":
        order = list(ResearchStage)
        return order[order.index(self) + 1] if self is not order[-1] else None

    @property
    def asks_evidence(self) -> bool:
        """By then something must have been done that can be shown."""
        return self in (ResearchStage.MIDTERM, ResearchStage.CONCLUSION)


STAGES = {
    ResearchStage.PROPOSAL: (
        _l("Proposal"),
        _l("Why this question\nWhat others have found\nWhat we do in class\nHow we shall know that it works"),
    ),
    ResearchStage.OPENING: (
        _l("Opening"),
        _l("What the review asked us to change\nWho does what\nWhat is measured first"),
    ),
    ResearchStage.MIDTERM: (
        _l("Mid-term"),
        _l("What was done in class\nWhat the evidence shows so far\nWhat we do otherwise from here"),
    ),
    ResearchStage.CONCLUSION: (
        _l("Conclusion"),
        _l("The question, and our work\nWhat we found, and how surely\nWhat others can take up\nWhat is still open"),
    ),
}


class ResearchState(StrEnum):
    AT_WORK = "at_work"
    HANDED_IN = "handed_in"
    CONCLUDED = "concluded"
    DECLINED = "declined"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]

    @property
    def goes_on(self) -> bool:
        return self in (ResearchState.AT_WORK, ResearchState.HANDED_IN)


STATES = {
    ResearchState.AT_WORK: (_l("At work"), "wait"),
    ResearchState.HANDED_IN: (_l("Report under review"), "act"),
    ResearchState.CONCLUDED: (_l("Concluded with success"), "good"),
    ResearchState.DECLINED: (_l("Proposal declined"), "bad"),
    ResearchState.STOPPED: (_l("Ended early"), "quiet"),
    ResearchState.WITHDRAWN: (_l("Proposal withdrawn"), "quiet"),
}

MOVES = {
    None: {ResearchState.AT_WORK},
    ResearchState.AT_WORK: {ResearchState.HANDED_IN, ResearchState.STOPPED, ResearchState.WITHDRAWN},
    ResearchState.HANDED_IN: {
        ResearchState.AT_WORK, ResearchState.CONCLUDED, ResearchState.DECLINED, ResearchState.STOPPED,
    },
    ResearchState.CONCLUDED: set(),
    ResearchState.DECLINED: set(),
    ResearchState.STOPPED: set(),
    ResearchState.WITHDRAWN: set(),
}  # fmt: skip


class ReportState(StrEnum):
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    PASSED = "passed"
    RETURNED = "returned"
    DECLINED = "declined"

    @property
    def label(self):
        return REPORTS[self][0]

    @property
    def look(self) -> str:
        return REPORTS[self][1]


REPORTS = {
    ReportState.DRAFT: (_l("Being written"), "quiet"),
    ReportState.HANDED_IN: (_l("To be reviewed"), "act"),
    ReportState.PASSED: (_l("Passed review"), "good"),
    ReportState.RETURNED: (_l("Back for a revision"), "wait"),
    ReportState.DECLINED: (_l("Declined in review"), "bad"),
}


class ChangeKind(StrEnum):
    EXTENSION = "extension"
    TITLE = "title"
    LEADER = "leader"
    END = "end"

    @property
    def label(self):
        return CHANGES[self]


CHANGES = {
    ChangeKind.EXTENSION: _l("More time for a milestone"),
    ChangeKind.TITLE: _l("Another title"),
    ChangeKind.LEADER: _l("Another leader"),
    ChangeKind.END: _l("Ending it early"),
}


class RequestState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"

    @property
    def label(self):
        return REQUESTS[self][0]

    @property
    def look(self) -> str:
        return REQUESTS[self][1]


REQUESTS = {
    RequestState.ASKED: (_l("Asked for, not decided"), "act"),
    RequestState.GRANTED: (_l("Granted"), "good"),
    RequestState.REFUSED: (_l("Not granted"), "bad"),
    RequestState.TAKEN_BACK: (_l("Taken back"), "quiet"),
}


class EvidenceKind(StrEnum):
    LESSON = "lesson"
    SURVEY = "survey"
    WORK = "work"
    DATA = "data"
    ARTICLE = "article"
    OTHER = "other"

    @property
    def label(self):
        return EVIDENCE[self]


EVIDENCE = {
    EvidenceKind.LESSON: _l("A lesson"),
    EvidenceKind.SURVEY: _l("Survey or interview"),
    EvidenceKind.WORK: _l("Pupils’ work"),
    EvidenceKind.DATA: _l("Results of a test"),
    EvidenceKind.ARTICLE: _l("Article or talk"),
    EvidenceKind.OTHER: _l("Something else"),
}
