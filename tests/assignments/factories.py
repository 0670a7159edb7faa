from teachnet.assignments.models import Assignment, RubricRow, Submission
from teachnet.study.models import Course, CourseEnrolment, Unit, UnitKind
from tests.factories import saved
from tests.study.factories import a_course

RUBRIC = (("Questions", 60), ("Waiting", 40))


def an_assignment(course: Course | None = None, **fields) -> Assignment:
    """Sixty points for the questions, forty for the waiting; passed from sixty per cent."""
    course = course or a_course(units=0)
    about = {"kind": UnitKind.ASSIGNMENT, "title": "Film your lesson", "seconds": 2700, "is_set_up": True}
    unit = saved(Unit(course=course, position=course.unit_count + 1, **about))
    rows = [RubricRow(position=number, title=title, most=most) for number, (title, most) in enumerate(RUBRIC)]
    return saved(Assignment(**{"unit": unit, "rubric": rows, "most_versions": 2} | fields))


def a_submission(
    assignment: Assignment, enrolment: CourseEnrolment, text: str = "I asked and waited.", **fields
) -> Submission:
    return saved(Submission(**{"assignment": assignment, "enrolment": enrolment, "number": 1, "text": text} | fields))
