from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.projects import actions
from teachnet.projects.models import (
    Measure,
    Participation,
    ProjectCourse,
    ProjectState,
    ScoringPart,
    ScoringRow,
    StudyProject,
)
from teachnet.study.models import Course, CourseKind
from tests.factories import a_county_admin, saved
from tests.study.factories import a_course


def a_project(*courses: Course, electives: tuple[Course, ...] = (), **fields) -> StudyProject:
    """Under way since ten days and for thirty more; a mark for each ten minutes, up to sixty, thirty to pass."""
    made_by = fields.pop("made_by", None) or a_county_admin(fields["organisation"])
    required = courses or ((a_course(),) if not electives else ())
    kinds = [(course, CourseKind.REQUIRED) for course in required]
    kinds += [(course, CourseKind.ELECTIVE) for course in electives]
    days = {"opens_on": today() - timedelta(days=10), "closes_on": today() + timedelta(days=30)}
    shown = {"title": "Autumn", "pass_marks": 30, "state": ProjectState.OPEN, "made_by": made_by}
    if "parts" not in fields:
        fields["parts"] = [a_part(a_row(Measure.MINUTES, each=10))]
    project = StudyProject(**shown | days | fields)
    project.courses = [ProjectCourse(course=course, kind=kind) for course, kind in kinds]
    return saved(project)


def a_part(*rows: ScoringRow, **fields) -> ScoringPart:
    return ScoringPart(**{"position": 1, "title": "Task", "most": 60, "points_a_mark": 1, "rows": list(rows)} | fields)


def a_row(measure: Measure, **fields) -> ScoringRow:
    return ScoringRow(**{"measure": measure, "title": "", "each": 100 if measure.is_share else 1, "points": 1} | fields)


def a_participation(project: StudyProject, *people: Person) -> Participation:
    taken = actions.take_in(project, people)
    db.session.commit()
    return taken[0]
