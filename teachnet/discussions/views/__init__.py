"""Talking in a unit, and setting it up."""

from flask import url_for

from teachnet.discussions import actions
from teachnet.discussions.views import posts, setting_up
from teachnet.discussions.views.blueprint import bp
from teachnet.discussions.views.posts import panel
from teachnet.study.activities import Activity

__all__ = ["ACTIVITY", "REACHED_FROM_STUDY", "REACHED_FROM_WRITING", "bp", "posts", "setting_up"]

ACTIVITY = Activity(
    show=panel,
    write_at=lambda unit: url_for("discussions.setting_up", unit_id=unit.id),
    clear=actions.clear,
    copy=actions.copy,
)
REACHED_FROM_STUDY = ("discussions.post", "discussions.say", "discussions.answer", "discussions.hide")
REACHED_FROM_WRITING = ("discussions.setting_up", "discussions.set_up")
