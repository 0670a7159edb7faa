"""The closed lists of the library, each with its labels: states, kinds, visibilities, licences, reasons to return."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class VersionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        """As the author sees it: a returned one is theirs to act on."""
        return STATES[self][1]


STATES = {
    VersionState.DRAFT: (_l("Draft"), "act"),
    VersionState.SUBMITTED: (_l("Waiting for review"), "wait"),
    VersionState.IN_REVIEW: (_l("In review"), "wait"),
    VersionState.RETURNED: (_l("Returned for changes"), "act"),
    VersionState.PUBLISHED: (_l("Published"), "good"),
    VersionState.REPLACED: (_l("Replaced by a newer version"), "quiet"),
    VersionState.WITHDRAWN: (_l("Taken down"), "quiet"),
}


class ResourceKind(StrEnum):
    CLIP = "clip"
    PLAN = "plan"
    SLIDES = "slides"
    OTHER = "other"

    @property
    def label(self):
        return RESOURCE_KINDS[self]


RESOURCE_KINDS = {
    ResourceKind.CLIP: _l("Lesson clip"),
    ResourceKind.PLAN: _l("Lesson plan"),
    ResourceKind.SLIDES: _l("Slides"),
    ResourceKind.OTHER: _l("Other material"),
}


class Visibility(StrEnum):
    SCHOOL = "school"
    COUNTY = "county"
    CITY = "city"
    PUBLIC = "public"

    @property
    def label(self):
        return VISIBILITIES[self]


VISIBILITIES = {
    Visibility.SCHOOL: _l("My school"),
    Visibility.COUNTY: _l("My county"),
    Visibility.CITY: _l("The whole city"),
    Visibility.PUBLIC: _l("Everyone, without signing in"),
}


class Licence(StrEnum):
    BY = "by"
    BY_NC = "by_nc"
    BY_NC_ND = "by_nc_nd"
    CITY_ONLY = "city_only"

    @property
    def label(self):
        return LICENCES[self]


LICENCES = {
    Licence.BY: _l("With attribution, free to use and adapt"),
    Licence.BY_NC: _l("With attribution, not for profit, may be adapted"),
    Licence.BY_NC_ND: _l("With attribution, not for profit, unchanged"),
    Licence.CITY_ONLY: _l("Only for teaching inside this city"),
}


class ReturnReason(StrEnum):
    WRONG_SKILL = "wrong_skill"
    HARD_TO_FOLLOW = "hard_to_follow"
    INCOMPLETE = "incomplete"
    MISTAKE = "mistake"
    PUPILS = "pupils"
    PERSONAL_DATA = "personal_data"
    SOURCE = "source"
    DUPLICATE = "duplicate"

    @property
    def label(self):
        return RETURN_REASONS[self]

    @property
    def remedy(self):
        """What an editor can do when it is given often."""
        return REMEDIES[self]


RETURN_REASONS = {
    ReturnReason.WRONG_SKILL: _l("It shows another micro-skill than the one given"),
    ReturnReason.HARD_TO_FOLLOW: _l("Picture or sound is hard to follow"),
    ReturnReason.INCOMPLETE: _l("Something is missing: summary, steps or file"),
    ReturnReason.MISTAKE: _l("There is a mistake in the subject matter"),
    ReturnReason.PUPILS: _l("Pupils can be recognised and the consent is not stated"),
    ReturnReason.PERSONAL_DATA: _l("It shows personal data: names, phone numbers, marks"),
    ReturnReason.SOURCE: _l("Source or licence is unclear"),
    ReturnReason.DUPLICATE: _l("Much the same is already in the library"),
}

REMEDIES = {
    ReturnReason.WRONG_SKILL: _l("Look at the names of the micro-skills: two of them may be mistaken for each other."),
    ReturnReason.HARD_TO_FOLLOW: _l(
        "Show a team how to record with a phone on a stand and a microphone near the pupils."
    ),
    ReturnReason.INCOMPLETE: _l("Share a good plan as an example, and ask for the same parts."),
    ReturnReason.MISTAKE: _l("Suggest that a colleague of the subject reads it before it is submitted."),
    ReturnReason.PUPILS: _l("Remind schools where consent forms are, and how to film from the back."),
    ReturnReason.PERSONAL_DATA: _l("Remind authors to take out names, phone numbers and marks."),
    ReturnReason.SOURCE: _l("Explain the four licences in the next session, with one example of each."),
    ReturnReason.DUPLICATE: _l("Suggest a search before writing; the lists of duplicates show what there is."),
}
