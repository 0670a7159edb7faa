"""Study projects: their courses and scoring sheet, who takes part, and what came of it."""

from teachnet.projects.models.participation import GivenPoints, Participation, ProjectResult
from teachnet.projects.models.project import ProjectCourse, StudyProject
from teachnet.projects.models.sheet import ScoringPart, ScoringRow
from teachnet.projects.words import Measure, ProjectState

__all__ = [
    "GivenPoints",
    "Measure",
    "Participation",
    "ProjectCourse",
    "ProjectResult",
    "ProjectState",
    "ScoringPart",
    "ScoringRow",
    "StudyProject",
]
