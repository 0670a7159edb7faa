"""The closed lists of remote study, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class CourseKind(StrEnum):
    REQUIRED = "required"
    ELECTIVE = "elective"

    @property
    def label(self):
        return COURSE_KINDS[self]


COURSE_KINDS = {CourseKind.REQUIRED: _l("Required"), CourseKind.ELECTIVE: _l("Elective")}


class CourseState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"

    @property
    def label(self):
        return COURSE_STATES[self]

    @property
    def look(self) -> str:
        return {"draft": "wait", "published": "good", "closed": "quiet"}[self]


COURSE_STATES = {
    CourseState.DRAFT: _l("Draft"),
    CourseState.PUBLISHED: _l("Open to study"),
    CourseState.CLOSED: _l("Closed"),
}


class UnitKind(StrEnum):
    TEXT = "text"
    PDF = "pdf"
    VIDEO = "video"
    LINK = "link"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    DISCUSSION = "discussion"
    PACKAGE = "package"

    @property
    def label(self):
        return UNIT_KINDS[self]

    @property
    def icon(self) -> str:
        return UNIT_ICONS[self]


UNIT_KINDS = {
    UnitKind.TEXT: _l("Reading"),
    UnitKind.PDF: _l("Handout"),
    UnitKind.VIDEO: _l("Clip"),
    UnitKind.LINK: _l("Page elsewhere"),
    UnitKind.QUIZ: _l("Quiz"),
    UnitKind.ASSIGNMENT: _l("Assignment"),
    UnitKind.DISCUSSION: _l("Discussion"),
    UnitKind.PACKAGE: _l("Interactive package"),
}
UNIT_ICONS = {
    UnitKind.TEXT: "book-open-text",
    UnitKind.PDF: "file-text",
    UnitKind.VIDEO: "circle-play",
    UnitKind.LINK: "external-link",
    UnitKind.QUIZ: "list-checks",
    UnitKind.ASSIGNMENT: "file-pen-line",
    UnitKind.DISCUSSION: "messages-square",
    UnitKind.PACKAGE: "package-open",
}
ACTIVITIES = {UnitKind.QUIZ, UnitKind.ASSIGNMENT, UnitKind.DISCUSSION}  # done by what one does there, not by minutes
TYPED = [kind for kind in UnitKind if kind is not UnitKind.PACKAGE]  # that one comes from an archive


class Pace(StrEnum):
    """How a learner stands in a course; time decides it, so it is never stored."""

    NOT_STARTED = "not_started"
    ON_THE_WAY = "on_the_way"
    STUCK = "stuck"
    FINISHED = "finished"

    @property
    def label(self):
        return PACES[self]

    @property
    def look(self) -> str:
        return {"not_started": "bad", "on_the_way": "act", "stuck": "wait", "finished": "good"}[self]


PACES = {
    Pace.NOT_STARTED: _l("Not started"),
    Pace.ON_THE_WAY: _l("On the way"),
    Pace.STUCK: _l("Stuck"),
    Pace.FINISHED: _l("Finished"),
}
