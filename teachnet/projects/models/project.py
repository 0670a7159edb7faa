from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.projects.words import ProjectState
from teachnet.study.models import Course, CourseKind

if TYPE_CHECKING:
    from teachnet.projects.models.sheet import ScoringPart, ScoringRow

MOVES = {ProjectState.DRAFT: {ProjectState.OPEN}, ProjectState.OPEN: {ProjectState.CONCLUDED}}


class StudyProject(Model):
    """研修项目: what an office asks of its teachers within some months. Which courses, how many hours, and how it is
    scored are data, and fixed once it is open: nobody studies towards rules that move."""

    title: Mapped[str] = mapped_column(sa.String(100))
    about: Mapped[str] = mapped_column(sa.String(2000), default="")
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    subject: Mapped[Subject | None]  # empty: for every subject
    stage: Mapped[Stage | None]  # empty: for every stage
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    minutes: Mapped[int] = mapped_column(default=0)  # to be recognised; hours (学时) are kept in minutes
    electives: Mapped[int] = mapped_column(default=0)  # how many of them, at least
    pass_marks: Mapped[int] = mapped_column(default=60)
    state: Mapped[ProjectState] = mapped_column(default=ProjectState.DRAFT, index=True)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[timestamp]
    concluded_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    made_by: Mapped[Person] = relationship()
    courses: Mapped[list["ProjectCourse"]] = relationship(
        back_populates="project", order_by="ProjectCourse.id", cascade="all, delete-orphan"
    )
    parts: Mapped[list["ScoringPart"]] = relationship(
        back_populates="project", order_by="ScoringPart.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "title"),
        sa.CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        sa.CheckConstraint("minutes >= 0 AND electives >= 0", name="asks_for_no_less_than_nothing"),
        sa.CheckConstraint("pass_marks BETWEEN 0 AND 1000", name="pass_is_humane"),
        sa.CheckConstraint("(concluded_at IS NULL) = (state <> 'concluded')", name="concluded_at_a_moment"),
    )

    @property
    def is_draft(self) -> bool:
        return self.state is ProjectState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state is ProjectState.OPEN

    @property
    def is_concluded(self) -> bool:
        return self.state is ProjectState.CONCLUDED

    @property
    def is_running(self) -> bool:
        """What is done today counts."""
        return self.is_open and self.opens_on <= today() <= self.closes_on

    @property
    def takes_people(self) -> bool:
        return self.is_open and today() <= self.closes_on

    @property
    def is_over(self) -> bool:
        return self.closes_on < today()

    @property
    def audience(self) -> list:
        """Labels of the stage and subject it is for; empty when it is for everyone."""
        return [word.label for word in (self.stage, self.subject) if word]

    @property
    def required(self) -> list["ProjectCourse"]:
        return [one for one in self.courses if one.kind is CourseKind.REQUIRED]

    @property
    def to_choose_from(self) -> list["ProjectCourse"]:
        return [one for one in self.courses if one.kind is CourseKind.ELECTIVE]

    @property
    def rows_by_hand(self) -> list["ScoringRow"]:
        return [row for part in self.parts for row in part.rows if row.measure.is_by_hand]

    @property
    def most_marks(self) -> int:
        return sum(part.most for part in self.parts)

    def open(self) -> None:
        """Nothing is asked for that cannot be reached."""
        if not self.courses:
            raise Refused(_("A project needs at least one course."))
        if closed := next((one.course for one in self.courses if not one.course.is_open), None):
            raise Refused(_("“%(title)s” is not open to study.", title=closed.title))
        if self.electives > len(self.to_choose_from):
            raise Refused(_("It asks for more elective courses than there are to choose from."))
        if self.minutes > sum(one.course.minutes for one in self.courses):
            raise Refused(_("It asks for more hours than its courses have."))
        if self.pass_marks > self.most_marks:
            raise Refused(_("It asks for more marks than its scoring sheet can bring."))
        if self.is_over:
            raise Refused(_("Its last day is past. Set a later one."))
        self._move(ProjectState.OPEN)

    def conclude(self) -> None:
        if not self.is_over:
            raise Refused(_("It can be concluded after its last day."))
        self._move(ProjectState.CONCLUDED)
        self.concluded_at = utcnow()

    def lengthen(self, closes_on: date) -> None:
        """Later only: nobody loses a day they count on."""
        db.session.refresh(self, ["state", "closes_on"], with_for_update=True)
        if not self.is_open:
            raise Refused(_("This project is already: %(state)s.", state=self.state.label))
        if closes_on <= self.closes_on or closes_on < today():
            raise Refused(_("The last day can only be moved to a later one."))
        self.closes_on = closes_on

    def require_draft(self) -> None:
        db.session.refresh(self, ["state"], with_for_update=True)
        if not self.is_draft:
            raise Refused(_("The project is open: its courses and its scoring sheet stay as they are."))

    def add_course(self, course: Course, kind: CourseKind) -> None:
        self.require_draft()
        if any(one.course_id == course.id for one in self.courses):
            raise Refused(_("“%(title)s” is one of its courses already.", title=course.title))
        self.courses.append(ProjectCourse(course=course, kind=kind))

    def drop_course(self, course: "ProjectCourse") -> None:
        self.require_draft()
        self.courses.remove(course)
        db.session.delete(course)  # said aloud: the trail does not see an orphan go

    def _move(self, to: ProjectState) -> None:
        db.session.refresh(self, ["state"], with_for_update=True)  # two may press at once
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This project is already: %(state)s.", state=self.state.label))
        self.state = to


class ProjectCourse(Model):
    """A course of the project. Whoever studies another version of it has it as well."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("study_project.id"))
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"), index=True)
    kind: Mapped[CourseKind]

    project: Mapped[StudyProject] = relationship(back_populates="courses")
    course: Mapped[Course] = relationship()

    __table_args__ = (sa.UniqueConstraint("project_id", "course_id"),)
