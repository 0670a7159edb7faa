"""The closed lists of what readers say: states of a comment and of a report, why one reports, who shares a collection,
what figures are counted by, and for which days."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class CommentState(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return COMMENT_STATES[self][0]

    @property
    def look(self) -> str:
        return COMMENT_STATES[self][1]


COMMENT_STATES = {
    CommentState.SHOWN: (_l("Shown"), "good"),
    CommentState.HIDDEN: (_l("Hidden by an editor"), "bad"),
    CommentState.WITHDRAWN: (_l("Taken back by its writer"), "quiet"),
}


class ReportState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"

    @property
    def label(self):
        return REPORT_STATES[self][0]

    @property
    def look(self) -> str:
        """As an editor sees it: an open one is theirs to decide."""
        return REPORT_STATES[self][1]


REPORT_STATES = {
    ReportState.OPEN: (_l("Waits for an editor"), "act"),
    ReportState.UPHELD: (_l("Upheld: the comment is hidden"), "good"),
    ReportState.DISMISSED: (_l("Dismissed: the comment stays"), "quiet"),
}


class ReportReason(StrEnum):
    INSULT = "insult"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    WRONG = "wrong"

    @property
    def label(self):
        return REPORT_REASONS[self]


REPORT_REASONS = {
    ReportReason.INSULT: _l("It insults somebody"),
    ReportReason.PERSONAL_DATA: _l("It tells personal data of pupils or colleagues"),
    ReportReason.ADVERTISING: _l("It is advertising"),
    ReportReason.OFF_TOPIC: _l("It has nothing to do with the resource"),
    ReportReason.WRONG: _l("It is wrong and misleads"),
}


class Sharing(StrEnum):
    """Who finds a collection."""

    PRIVATE = "private"
    SCHOOL = "school"
    CITY = "city"

    @property
    def label(self):
        return SHARINGS[self]


SHARINGS = {
    Sharing.PRIVATE: _l("Only me"),
    Sharing.SCHOOL: _l("My school"),
    Sharing.CITY: _l("The whole city"),
}


class By(StrEnum):
    """What figures are added up by. Of the last two, who used it; of the others, whose it is."""

    ITEM = "item"
    AUTHOR = "author"
    SCHOOL = "school"
    COUNTY = "county"
    USING_SCHOOL = "using_school"
    USING_COUNTY = "using_county"

    @property
    def label(self):
        return BYS[self]

    @property
    def is_about_users(self) -> bool:
        return self in (By.USING_SCHOOL, By.USING_COUNTY)


BYS = {
    By.ITEM: _l("Resource"),
    By.AUTHOR: _l("Author"),
    By.SCHOOL: _l("School of the author"),
    By.COUNTY: _l("County of the author"),
    By.USING_SCHOOL: _l("School that used it"),
    By.USING_COUNTY: _l("County that used it"),
}


class Period(StrEnum):
    """So many days up to today."""

    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"

    @property
    def label(self):
        return PERIODS[self]


PERIODS = {
    Period.MONTH: _l("The last 30 days"),
    Period.QUARTER: _l("The last 90 days"),
    Period.YEAR: _l("The last year"),
    Period.ALL: _l("Since the beginning"),
}


class Measure(StrEnum):
    """What figures are ordered and drawn by."""

    VIEWS = "views"
    DOWNLOADS = "downloads"
    ADOPTIONS = "adoptions"

    @property
    def label(self):
        return MEASURES[self]


MEASURES = {
    Measure.VIEWS: _l("Views"),
    Measure.DOWNLOADS: _l("Downloads"),
    Measure.ADOPTIONS: _l("Adoptions"),
}
