from teachnet.accounts.models import Role
from teachnet.quizzes.models import Question, QuestionKind, QuestionPool, Quiz
from teachnet.study.models import Course, Unit, UnitKind
from tests.factories import saved, somebody, the_city
from tests.study.factories import a_course

K = QuestionKind
OF_EACH_KIND = (
    {"kind": K.SINGLE, "stem": "How long to wait?", "options": ["1 s", "5 s", "1 min"], "answer": [1]},
    {"kind": K.MULTIPLE, "stem": "What helps?", "options": ["Pairs", "Silence", "Hurry"], "answer": [0, 1]},
    {"kind": K.TRUE_FALSE, "stem": "Waiting pays.", "answer": [1]},
    {"kind": K.ORDERING, "stem": "In what order?", "options": ["Ask", "Wait", "Call"]},
    {"kind": K.SHORT, "stem": "What is it called?", "answer": ["wait time", "等待时间"], "why": "After Rowe, 1974."},
)


def a_pool(*questions: dict, **fields) -> QuestionPool:
    author = fields.pop("author", None) or somebody(Role.RESEARCH_LEAD, the_city(), "Wang")
    pool = saved(QuestionPool(**{"title": "Asking", "author": author} | fields))
    for question in questions or OF_EACH_KIND:
        saved(Question(pool=pool, **question))
    return pool


def a_quiz(pool: QuestionPool | None = None, course: Course | None = None, **fields) -> Quiz:
    course = course or a_course(units=0)
    position = course.unit_count + 1
    unit = Unit(course=course, position=position, kind=UnitKind.QUIZ, title="Quiz", seconds=600, is_set_up=True)
    return saved(Quiz(**{"unit": saved(unit), "pool": pool or a_pool(author=course.author), "draws": 5} | fields))
