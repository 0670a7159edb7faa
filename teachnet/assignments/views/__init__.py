"""Handing in, marking, and setting up what is asked for."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from teachnet.assignments import actions, jobs, policy
from teachnet.assignments.views import marking, peers, setting_up, submissions
from teachnet.assignments.views.blueprint import bp
from teachnet.assignments.views.submissions import panel
from teachnet.study.activities import Activity
from teachnet.web.places import SubPage

__all__ = [
    "ACTIVITY",
    "PAGE",
    "REACHED_FROM_STUDY",
    "REACHED_FROM_WRITING",
    "bp",
    "jobs",
    "marking",
    "peers",
    "setting_up",
    "submissions",
]

ACTIVITY = Activity(
    show=panel,
    write_at=lambda unit: url_for("assignments.setting_up", unit_id=unit.id),
    clear=actions.clear,
    copy=actions.copy,
)
# Among the pages of study.
PAGE = SubPage(
    "assignments.marking",
    _l("Marking"),
    policy.can_open_marking,
    covers=("assignments.submission", "assignments.mark", "assignments.mark_again", "assignments.compared"),
)
REACHED_FROM_STUDY = ("assignments.hand_in", "assignments.peer_review", "assignments.review")
REACHED_FROM_WRITING = ("assignments.setting_up", "assignments.set_up")
