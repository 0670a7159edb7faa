from teachnet.assignments import actions
from teachnet.assignments.models import PeerReview
from teachnet.db import utcnow
from teachnet.files.receive import receive, stored_file
from teachnet.study.models import CourseState, Unit, UnitKind
from tests.access.rows import Row, nothing
from tests.assignments.factories import a_submission, an_assignment
from tests.factories import saved
from tests.study.factories import a_course, a_group, a_learner
from tests.study.test_writing import a_pdf


def build(world) -> None:
    """`own` has handed in and waits for `tutor`; `neighbour` was marked by the tutor; `colleague` has yet to begin."""
    lead, tutor = world.people["lead"], world.people["tutor"]
    course = a_course(units=0, author=lead, title="With an assignment")
    world.assignment = an_assignment(course)
    group = a_group(course, organisation=world.county, tutor=tutor, name="Assignments")
    file = {"file": stored_file(receive(a_pdf(), "work.pdf")), "file_name": "work.pdf"}
    own, neighbour = (a_learner(course, world.people[name], group=group) for name in ("own", "neighbour"))
    world.submission = a_submission(world.assignment, own, "What own wrote.", **file)
    world.marked = a_submission(
        world.assignment, neighbour, "What the neighbour wrote.", alike_id=world.submission.id, alike_percent=50
    )
    actions.mark(world.marked, [50, 30], "Well done.", by=tutor)
    a_learner(course, world.people["colleague"], group=group)
    review = PeerReview(submission=world.submission, reviewer=neighbour, begun_at=utcnow())
    world.duty = saved(review).id
    draft = a_course(units=0, author=lead, title="Assignment draft", state=CourseState.DRAFT)
    world.assignment_unit = saved(Unit(course=draft, position=1, kind=UnitKind.ASSIGNMENT, title="Film", seconds=60))


def duty(world) -> dict:
    return {"review_id": world.duty}


def submission(world) -> dict:
    return {"submission_id": world.submission.id}


def marked(world) -> dict:
    return {"submission_id": world.marked.id}


def unit(world) -> dict:
    return {"unit_id": world.assignment_unit.id}


def points(world) -> dict:
    return {"row0": "40", "row1": "30", "comment": "Good."}


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    # `own` waits already, `neighbour` has passed.
    "POST assignments.hand_in": Row(lambda w: {"unit_id": w.assignment.unit_id},
                                                     "302 409 303 409 404 404 302 404 404 404 404 404 404 404 404 403",
                                    data=lambda w: {"text": "Mine"}),
    "GET assignments.file": Row(lambda w: {**submission(w), "name": "work.pdf"},
                                                     "302 200 404 404 404 404 302 404 200 404 200 404 200 404 404 403"),
    # `own` is a tutor, too, but not of this group.
    "GET assignments.marking": Row(nothing,          "302 200 403 403 403 403 302 403 200 200 200 403 200 200 403 403"),
    "GET assignments.submission": Row(submission,    "302 200 403 403 403 403 302 403 200 404 200 403 200 404 403 403"),
    "POST assignments.mark": Row(submission,         "302 403 403 403 403 403 302 403 403 404 403 403 303 404 403 403",
                                 data=points),
    # Only marked again by the offices above, never by who marked it.
    "POST assignments.mark_again": Row(marked,       "302 404 403 403 403 403 302 403 303 404 303 403 403 404 403 403",
                                       data=points),
    "GET assignments.compared": Row(marked,          "302 404 403 403 403 403 302 403 200 404 200 403 200 404 403 403"),
    # `neighbour` has to look at what `own` wrote; nobody else is let in, not even who marks.
    "GET assignments.peer_review": Row(duty,         "302 404 404 200 404 404 302 404 404 404 404 404 404 404 404 403"),
    "POST assignments.begin_review": Row(duty,       "302 404 404 303 404 404 302 404 404 404 404 404 404 404 404 403"),
    "POST assignments.review": Row(duty,             "302 404 404 303 404 404 302 404 404 404 404 404 404 404 404 403",
                                   data=lambda w: points(w) | {"comment": "Open questions, and each was waited for."}),
    "GET assignments.reviewed_file": Row(duty,       "302 404 404 200 404 404 302 404 404 404 404 404 404 404 404 403"),
    "GET assignments.setting_up": Row(unit,          "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "POST assignments.set_up": Row(unit,             "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                   data=lambda w: {"rubric": "Questions | 60", "pass_percent": "60",
                                                   "most_versions": "2", "mark_within_days": "7"}),
}
