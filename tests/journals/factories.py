from teachnet.journals.models import JournalEntry
from teachnet.study.models import CourseEnrolment
from tests.factories import saved

LONG = (
    "I asked why, counted to five, and nobody said a word. Then I sat down, and three of them began to talk at once. "
    "Tomorrow I shall sit from the beginning."
)


def an_entry(enrolment: CourseEnrolment, text: str = LONG, *, is_shared: bool = False) -> JournalEntry:
    return saved(JournalEntry.in_course(enrolment, text, is_shared=is_shared))
