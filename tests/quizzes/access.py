from teachnet.quizzes import actions
from teachnet.study.models import CourseState, Unit, UnitKind
from tests.access.rows import Row, nothing
from tests.factories import saved
from tests.quizzes.factories import a_pool, a_quiz
from tests.study.factories import a_course, a_learner


def build(world) -> None:
    """A quiz of `lead` that `own` has begun; a pool of `lead`; the unit of a draft that has no quiz yet."""
    lead = world.people["lead"]
    world.pool = a_pool(author=lead)
    world.question = world.pool.questions[0]
    course = a_course(units=0, author=lead, title="With a quiz")
    world.quiz = a_quiz(world.pool, course)
    world.attempt = actions.begin(world.quiz, a_learner(course, world.people["own"]))
    draft = a_course(units=0, author=lead, title="Quiz draft", state=CourseState.DRAFT)
    world.quiz_unit = saved(Unit(course=draft, position=1, kind=UnitKind.QUIZ, title="Quiz", seconds=60))


def attempt(world) -> dict:
    return {"attempt_id": world.attempt.id}


def pool(world) -> dict:
    return {"pool_id": world.pool.id}


def question(world) -> dict:
    return pool(world) | {"question_id": world.question.id}


def unit(world) -> dict:
    return {"unit_id": world.quiz_unit.id}


def a_question(world) -> dict:
    return {"kind": "true_false", "stem": "New", "answer": "true", "points": "1"}


AUTHORS = "302 403 403 403 403 403 302 403 403 403 {0} 403 403 {0} 403 403"
READ, WRITTEN = AUTHORS.format(200), AUTHORS.format(303)

# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "POST quizzes.begin": Row(lambda w: {"unit_id": w.quiz.unit_id},
                                                     "302 303 404 404 404 404 302 404 404 404 404 404 404 404 404 403"),
    # What one answers is one's own; tutors and offices see what it was worth elsewhere.
    "GET quizzes.attempt": Row(attempt,              "302 200 404 404 404 404 302 404 404 404 404 404 404 404 404 403"),
    "POST quizzes.hand_in": Row(attempt,             "302 303 404 404 404 404 302 404 404 404 404 404 404 404 404 403",
                                data=lambda w: {"anyway": "y"}),
    "POST quizzes.keep": Row(attempt,                "302 200 404 404 404 404 302 404 404 404 404 404 404 404 404 403",
                             data=lambda w: {}),
    "GET quizzes.pools": Row(nothing, READ),
    "POST quizzes.create_pool": Row(nothing, WRITTEN, data=lambda w: {"title": "New"}),
    "GET quizzes.pool": Row(pool, READ),
    "POST quizzes.add_question": Row(pool, WRITTEN, data=a_question),
    "GET quizzes.edit_question": Row(question, READ),
    "POST quizzes.change_question": Row(question, WRITTEN, data=a_question),
    "POST quizzes.retire_question": Row(question, WRITTEN),
    "POST quizzes.import_questions": Row(pool, WRITTEN, data=lambda w: {"pasted": "题干\t答案\n等待\t对\n"}),
    "GET quizzes.setting_up": Row(unit, READ),
    "POST quizzes.set_up": Row(unit, WRITTEN, data=lambda w: {
        "pool": w.pool.id, "draws": "2", "pass_percent": "60", "most_attempts": "3"}),
}
