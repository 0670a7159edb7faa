from enum import StrEnum

from flask_babel import lazy_gettext as _l


class QuestionKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    ORDERING = "ordering"
    SHORT = "short"

    @property
    def label(self):
        return QUESTION_KINDS[self]

    @property
    def has_options(self) -> bool:
        return self in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDERING)


QUESTION_KINDS = {
    QuestionKind.SINGLE: _l("One answer"),
    QuestionKind.MULTIPLE: _l("Several answers"),
    QuestionKind.TRUE_FALSE: _l("True or false"),
    QuestionKind.ORDERING: _l("Put in order"),
    QuestionKind.SHORT: _l("Short answer"),
}
TRUTHS = {1: _l("True"), 0: _l("False")}
