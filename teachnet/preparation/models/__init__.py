"""Lessons a team prepares together: the shared plan, plans of one's own, and what is said to their passages."""

from teachnet.preparation.models.passage_note import LONGEST_NOTE, LONGEST_PASSAGE, NoteState, PassageNote
from teachnet.preparation.models.plan import (
    LONGEST_HEADING,
    LONGEST_REFLECTION,
    LONGEST_SECTION,
    LessonPlan,
    Overtaken,
    PlanSection,
    PlanVersion,
)
from teachnet.preparation.models.preparation import LONGEST_REASON, JointPreparation, Phase, PhaseMove

__all__ = [
    "LONGEST_HEADING",
    "LONGEST_NOTE",
    "LONGEST_PASSAGE",
    "LONGEST_REASON",
    "LONGEST_REFLECTION",
    "LONGEST_SECTION",
    "JointPreparation",
    "LessonPlan",
    "NoteState",
    "Overtaken",
    "PassageNote",
    "Phase",
    "PhaseMove",
    "PlanSection",
    "PlanVersion",
]
