"""What quizzes are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "quizzes.add_question": _l("Add a question"),
    "quizzes.begin": _l("Begin a quiz"),
    "quizzes.change_question": _l("Change a question"),
    "quizzes.create_pool": _l("Make a pool of questions"),
    "quizzes.hand_in": _l("Hand in a quiz"),
    "quizzes.import_questions": _l("Take questions from a table"),
    "quizzes.keep": _l("Keep answers to a quiz"),
    "quizzes.retire_question": _l("Take out a question"),
    "quizzes.set_up": _l("Set up a quiz"),
}
THINGS = {
    "question": _l("Question"),
    "question_pool": _l("Pool of questions"),
    "quiz": _l("Quiz"),
    "quiz_attempt": _l("Attempt at a quiz"),
}
COLUMNS = {
    "answer": _l("Right answer"),
    "attempt": _l("Attempt"),
    "draws": _l("Questions asked"),
    "most_attempts": _l("Attempts at most"),
    "options": _l("Options"),
    "pass_percent": _l("Passed from, in percent"),
    "pool_id": _l("Pool of questions (no.)"),
    "quiz_id": _l("Quiz (no.)"),
    "retired_at": _l("Taken out at"),
    "question_count": _l("Number of questions"),
    "question.points": _l("Points"),
    "stem": _l("Question"),
    "why": _l("Why"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
