"""The closed lists of study projects, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class ProjectState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CONCLUDED = "concluded"

    @property
    def label(self):
        return PROJECT_STATES[self]

    @property
    def look(self) -> str:
        return {"draft": "wait", "open": "good", "concluded": "quiet"}[self]


PROJECT_STATES = {
    ProjectState.DRAFT: _l("In preparation"),
    ProjectState.OPEN: _l("Under way"),
    ProjectState.CONCLUDED: _l("Concluded"),
}


class Measure(StrEnum):
    """What a row of a scoring sheet looks at."""

    MINUTES = "minutes"
    COURSES = "courses"
    QUIZZES = "quizzes"
    ASSIGNMENTS = "assignments"
    MARK = "mark"
    REVIEWS = "reviews"
    POSTS = "posts"
    JOURNAL = "journal"
    RESOURCES = "resources"
    COMMENTS = "comments"
    BY_HAND = "by_hand"

    @property
    def label(self):
        return MEASURES[self]

    @property
    def unit(self):
        return UNITS[self]

    @property
    def is_share(self) -> bool:
        """In per cent of the whole: brings that share of its points, and not by the day."""
        return self is Measure.MARK

    @property
    def is_by_hand(self) -> bool:
        return self is Measure.BY_HAND

    @property
    def scale(self) -> int:
        """How many of what is kept make one of what the sheet speaks of."""
        return 60_000 if self is Measure.MINUTES else 1


MEASURES = {
    Measure.MINUTES: _l("Minutes counted"),
    Measure.COURSES: _l("Courses finished"),
    Measure.QUIZZES: _l("Quizzes passed"),
    Measure.ASSIGNMENTS: _l("Assignments passed"),
    Measure.MARK: _l("Mean mark of the assignments"),
    Measure.REVIEWS: _l("Works of others reviewed"),
    Measure.POSTS: _l("Posts in discussions"),
    Measure.JOURNAL: _l("Entries of the journal"),
    Measure.RESOURCES: _l("Resources shared in the library"),
    Measure.COMMENTS: _l("Comments on resources of others"),
    Measure.BY_HAND: _l("Given by the office"),
}
UNITS = {
    Measure.MINUTES: _l("minutes"),
    Measure.COURSES: _l("courses"),
    Measure.QUIZZES: _l("quizzes"),
    Measure.ASSIGNMENTS: _l("assignments"),
    Measure.MARK: _l("per cent"),
    Measure.REVIEWS: _l("works"),
    Measure.POSTS: _l("posts"),
    Measure.JOURNAL: _l("entries"),
    Measure.RESOURCES: _l("resources"),
    Measure.COMMENTS: _l("comments"),
    Measure.BY_HAND: _l("points"),
}
