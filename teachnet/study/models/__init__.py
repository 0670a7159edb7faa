"""Courses and their units, who studies them in which group, and how far they are."""

from teachnet.study.ledger import Verdict
from teachnet.study.models.ceiling import StudyHour, StudyRules
from teachnet.study.models.course import Course, CourseMove
from teachnet.study.models.edition import CourseEdition
from teachnet.study.models.enrolment import STUCK_AFTER, CourseEnrolment
from teachnet.study.models.group import StudyGroup
from teachnet.study.models.guiding import Briefing, Nudge
from teachnet.study.models.presence import PresencePrompt
from teachnet.study.models.unit import Unit
from teachnet.study.models.watching import StudyDay, UnitProgress, WatchBeat, WatchSession
from teachnet.study.words import CourseKind, CourseState, Pace, UnitKind

__all__ = [
    "STUCK_AFTER",
    "Briefing",
    "Course",
    "CourseEdition",
    "CourseEnrolment",
    "CourseKind",
    "CourseMove",
    "CourseState",
    "Nudge",
    "Pace",
    "PresencePrompt",
    "StudyDay",
    "StudyGroup",
    "StudyHour",
    "StudyRules",
    "Unit",
    "UnitKind",
    "UnitProgress",
    "Verdict",
    "WatchBeat",
    "WatchSession",
]
