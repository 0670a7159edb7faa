"""The closed lists of hours and credits, with their labels and looks."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Way(StrEnum):
    """How somebody learnt. A rule for `OTHER` counts for every way that has no rule of its own."""

    FACE_TO_FACE = "face_to_face"
    VIDEO = "video"
    RESEARCH = "research"
    DEGREE = "degree"
    OTHER = "other"

    @property
    def label(self):
        return WAYS[self]


WAYS = {
    Way.FACE_TO_FACE: _l("Face to face"),
    Way.VIDEO: _l("Online study"),
    Way.RESEARCH: _l("Research activity"),
    Way.DEGREE: _l("Degree study"),
    Way.OTHER: _l("Other ways"),
}


class Level(StrEnum):
    """Who held it: rules may give a national training more than a school's own."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    SCHOOL = "school"

    @property
    def label(self):
        return LEVELS[self]


LEVELS = {
    Level.NATIONAL: _l("National level"),
    Level.PROVINCE: _l("Provincial level"),
    Level.CITY: _l("City level"),
    Level.COUNTY: _l("County level"),
    Level.SCHOOL: _l("School level"),
}


class Source(StrEnum):
    """What a record stands for: together with a number of that kind it is counted once for each person."""

    ENROLMENT = "enrolment"
    CLAIM = "claim"
    COURSE = "course"
    SESSION = "session"

    @property
    def label(self):
        return SOURCES[self]


SOURCES = {
    Source.ENROLMENT: _l("Training here"),
    Source.CLAIM: _l("Training taken elsewhere"),
    Source.COURSE: _l("A course of remote study"),
    Source.SESSION: _l("A session of a research team"),
}


class Span(StrEnum):
    """Over what a least is asked for."""

    YEAR = "year"
    CYCLE = "cycle"

    @property
    def label(self):
        return SPANS[self]


SPANS = {Span.YEAR: _l("In every year"), Span.CYCLE: _l("In the whole cycle")}


class Measure(StrEnum):
    HOURS = "hours"
    CREDITS = "credits"

    @property
    def label(self):
        return MEASURES[self][0]

    @property
    def unit(self):
        """Behind a number."""
        return MEASURES[self][1]


MEASURES = {Measure.HOURS: (_l("Hours"), _l("hours")), Measure.CREDITS: (_l("Credits"), _l("credits"))}


class ClaimState(StrEnum):
    """A claim for training taken elsewhere: proof → school → county."""

    SCHOOL_REVIEW = "school_review"
    COUNTY_REVIEW = "county_review"
    RETURNED = "returned"
    ATTESTED = "attested"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return CLAIM_STATES[self][0]

    @property
    def look(self) -> str:
        return CLAIM_STATES[self][1]

    @property
    def story(self):
        """One sentence for the teacher: where it is."""
        return CLAIM_STATES[self][2]


CLAIM_STATES = {
    ClaimState.SCHOOL_REVIEW: (_l("School looks at the proof"), "wait", _l("Your school compares it with the proof.")),
    ClaimState.COUNTY_REVIEW: (
        _l("County decides"),
        "wait",
        _l("Your school has confirmed it; your county decides what it counts."),
    ),
    ClaimState.RETURNED: (
        _l("To be put right"),
        "bad",
        _l("It came back to you: put right what is asked for and hand it in again."),
    ),
    ClaimState.ATTESTED: (_l("Counted"), "good", _l("It is counted; see your credits.")),
    ClaimState.REJECTED: (_l("Not counted"), "bad", _l("It was not accepted. The decision is final.")),
    ClaimState.WITHDRAWN: (_l("Claim withdrawn"), "quiet", _l("You took it back.")),
}
OPEN_CLAIMS = (ClaimState.SCHOOL_REVIEW, ClaimState.COUNTY_REVIEW, ClaimState.RETURNED)


class Standing(StrEnum):
    """How somebody stands in the year or cycle that runs."""

    REACHED = "reached"
    UNDER_WAY = "under_way"
    BEHIND = "behind"

    @property
    def label(self):
        return STANDINGS[self][0]

    @property
    def look(self) -> str:
        return STANDINGS[self][1]


STANDINGS = {
    Standing.REACHED: (_l("Reached"), "good"),
    Standing.UNDER_WAY: (_l("Under way"), "wait"),
    Standing.BEHIND: (_l("Not reached"), "bad"),
}
