"""Pools of questions for authors, quizzes for learners."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from teachnet.quizzes import actions, policy
from teachnet.quizzes.views import attempts, pools, setting_up
from teachnet.quizzes.views.attempts import panel
from teachnet.quizzes.views.blueprint import bp
from teachnet.study.activities import Activity
from teachnet.web.places import SubPage

__all__ = ["ACTIVITY", "PAGE", "REACHED_FROM_STUDY", "REACHED_FROM_WRITING", "attempts", "bp", "pools", "setting_up"]

ACTIVITY = Activity(
    show=panel,
    write_at=lambda unit: url_for("quizzes.setting_up", unit_id=unit.id),
    clear=actions.clear,
    copy=actions.copy,
)
# Among the pages of study.
PAGE = SubPage(
    "quizzes.pools",
    _l("Questions"),
    policy.can_write_courses,
    covers=(
        "quizzes.create_pool",
        "quizzes.pool",
        "quizzes.add_question",
        "quizzes.edit_question",
        "quizzes.change_question",
        "quizzes.import_questions",
    ),
)
REACHED_FROM_STUDY = ("quizzes.attempt", "quizzes.hand_in")
REACHED_FROM_WRITING = ("quizzes.setting_up", "quizzes.set_up")
