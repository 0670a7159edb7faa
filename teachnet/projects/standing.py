"""Where somebody stands in a project: the marks, the hours, the courses, and whether that is all it asks for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachnet.projects.scoring import HUNDREDTHS, Score

if TYPE_CHECKING:
    from teachnet.projects.models import StudyProject


@dataclass(frozen=True)
class Standing:
    """Each thing asked for beside what there is of it; minutes are recognised hours."""

    score: Score
    pass_marks: int  # in whole marks
    minutes: int
    needed_minutes: int
    required_done: int
    required: int
    electives_done: int
    electives: int

    @classmethod
    def of(cls, project: "StudyProject", score: Score, finished: Collection[int]) -> "Standing":
        """`finished` are ids of the project's courses."""
        done = [one for one in project.courses if one.course_id in finished]
        required_done = sum(one in done for one in project.required)
        return cls(
            score=score,
            pass_marks=project.pass_marks,
            minutes=sum(one.course.minutes for one in done),
            needed_minutes=project.minutes,
            required_done=required_done,
            required=len(project.required),
            electives_done=len(done) - required_done,
            electives=project.electives,
        )

    @property
    def has_marks(self) -> bool:
        return self.score.marks >= self.pass_marks * HUNDREDTHS

    @property
    def has_hours(self) -> bool:
        return self.minutes >= self.needed_minutes

    @property
    def has_courses(self) -> bool:
        return self.required_done == self.required and self.electives_done >= self.electives

    @property
    def fulfils(self) -> bool:
        return self.has_marks and self.has_hours and self.has_courses
