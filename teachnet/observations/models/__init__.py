"""Lessons that colleagues observe: the lesson, a sheet for each observer, and what stands on it."""

from teachnet.observations.models import sealing as _sealing  # noqa: F401 -- the database refuses what it says
from teachnet.observations.models.lesson import LONGEST_REPLY, SHARINGS, ObservedLesson, Sharing
from teachnet.observations.models.mark import ACTIVITIES, KEY, LONGEST_LESSON, MOMENTS, LessonMark, MarkKind
from teachnet.observations.models.remark import LONGEST_REMARK, LessonRemark, Reach
from teachnet.observations.models.rubric import LEVELS, USUAL_LINES, LessonLevel, RubricLine
from teachnet.observations.models.sheet import LONGEST_SUMMARY, ObservationSheet

__all__ = [
    "ACTIVITIES",
    "KEY",
    "LEVELS",
    "LONGEST_LESSON",
    "LONGEST_REMARK",
    "LONGEST_REPLY",
    "LONGEST_SUMMARY",
    "MOMENTS",
    "SHARINGS",
    "USUAL_LINES",
    "LessonLevel",
    "LessonMark",
    "LessonRemark",
    "MarkKind",
    "ObservationSheet",
    "ObservedLesson",
    "Reach",
    "RubricLine",
    "Sharing",
]
