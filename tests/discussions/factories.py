from teachnet.discussions import actions
from teachnet.discussions.models import Discussion, Post
from teachnet.study.models import Course, CourseEnrolment, Unit, UnitKind
from tests.factories import saved
from tests.study.factories import a_course

LONG = "I asked, counted to five in silence, and four more hands went up in my class."


def a_discussion(course: Course | None = None, **fields) -> Discussion:
    """Sixty characters and one answer."""
    course = course or a_course(units=0)
    about = {"kind": UnitKind.DISCUSSION, "title": "Who waits?", "seconds": 900, "is_set_up": True}
    unit = saved(Unit(course=course, position=course.unit_count + 1, **about))
    return saved(Discussion(**{"unit": unit} | fields))


def a_post(discussion: Discussion, enrolment: CourseEnrolment, text: str = LONG, answering: Post | None = None) -> Post:
    return saved(actions.say(discussion, enrolment, text, answering=answering))
