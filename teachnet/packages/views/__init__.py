"""Bringing packages into courses, working through them, and the stage they are shown on."""

from flask import url_for
from flask_babel import gettext as _

from teachnet.packages.actions import copy, remove_from
from teachnet.packages.views import bringing, running, stage
from teachnet.packages.views.blueprint import bp
from teachnet.packages.views.running import panel
from teachnet.study.activities import Activity, Link
from teachnet.study.models import Course

__all__ = ["ACTIVITY", "REACHED_FROM_WRITING", "bp", "bringing", "running", "stage", "way"]

ACTIVITY = Activity(show=panel, write_at=lambda unit: None, clear=remove_from, copy=copy)
REACHED_FROM_WRITING = ("packages.new_package", "packages.bring")


def way(course: Course) -> Link:
    return url_for("packages.new_package", course_id=course.id), _("Bring a SCORM package")
