import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from teachnet.db import Model
from teachnet.files.models import StoredFile
from teachnet.study.models.course import Course
from teachnet.study.words import ACTIVITIES, UnitKind

UNTIL_IT_PLAYS = 60  # seconds of a clip whose file has not come yet


class Unit(Model):
    """One thing to read, watch or do. `seconds` is how long a clip plays, how long a careful reader takes, or how long
    one is expected to be busy with it."""

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"))
    position: Mapped[int]  # from 1
    kind: Mapped[UnitKind]
    title: Mapped[str] = mapped_column(sa.String(100))
    body: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)  # Markdown
    has_body: Mapped[bool] = mapped_column(default=False)  # lists need not load the text to know
    seconds: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200), default="")
    address: Mapped[str] = mapped_column(sa.String(500), default="")  # of a page elsewhere
    is_set_up: Mapped[bool] = mapped_column(default=False)  # an activity's own feature says so

    course: Mapped[Course] = relationship(back_populates="units")
    file: Mapped[StoredFile | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("course_id", "position"),
        sa.CheckConstraint("seconds BETWEEN 1 AND 86400", name="seconds_are_humane"),
    )

    @classmethod
    def last_of(cls, course: Course, kind: UnitKind, title: str) -> "Unit":
        return cls(course=course, kind=kind, title=title, position=len(course.units) + 1, seconds=UNTIL_IT_PLAYS)

    @property
    def is_read(self) -> bool:
        return self.kind is not UnitKind.VIDEO and not self.is_activity

    @property
    def is_activity(self) -> bool:
        return self.kind in ACTIVITIES

    @property
    def is_package(self) -> bool:
        """Minutes are counted as of a text, and it says besides when it was worked through."""
        return self.kind is UnitKind.PACKAGE

    @property
    def is_ready(self) -> bool:
        if self.is_activity or self.is_package:
            return self.is_set_up
        if self.kind is UnitKind.LINK:
            return bool(self.address)
        return self.has_body if self.kind is UnitKind.TEXT else self.file_id is not None

    @property
    def length(self) -> int:
        """In milliseconds, as the ledger counts."""
        return self.seconds * 1000

    @property
    def needed(self) -> int:
        """The milliseconds that must be counted for the unit to be done."""
        return self.length * self.course.needed_percent // 100

    @property
    def max_rate(self) -> float:
        """Nobody reads a page faster by pressing a button."""
        return 1.0 if self.is_read else self.course.fastest_percent / 100

    def write(self, body: str) -> None:
        self.body, self.has_body = body, bool(body.strip())

    def hold(self, stored: StoredFile, name: str) -> None:
        """A clip is as long as it plays, whatever was typed."""
        self.file, self.file_name = stored, name
        if self.kind is UnitKind.VIDEO and stored.seconds:
            self.seconds = max(1, round(stored.seconds))


_of_course = Unit.course_id == Course.id
Course.unit_count = column_property(
    sa.select(sa.func.count(Unit.id)).where(_of_course).correlate(Course).scalar_subquery()
)
Course.seconds = column_property(
    sa.select(sa.func.coalesce(sa.func.sum(Unit.seconds), 0)).where(_of_course).correlate(Course).scalar_subquery()
)
