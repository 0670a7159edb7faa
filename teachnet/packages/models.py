from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, timestamp
from teachnet.files.models import StoredFile
from teachnet.packages.reports import report_of
from teachnet.packages.words import RunState, Standard
from teachnet.study.models import CourseEnrolment, Unit


class Package(Model):
    """An archive that somebody made elsewhere, as it came."""

    title: Mapped[str] = mapped_column(sa.String(100))
    standard: Mapped[Standard]
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    brought_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    brought_at: Mapped[timestamp]

    file: Mapped[StoredFile] = relationship()
    brought_by: Mapped[Person] = relationship()


class PackageUnit(Model):
    """What of a package is opened as a unit of a course."""

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), unique=True)
    package_id: Mapped[int] = mapped_column(sa.ForeignKey("package.id"), index=True)
    path: Mapped[str] = mapped_column(sa.String(500))  # in the archive
    query: Mapped[str] = mapped_column(sa.String(500), default="")
    speaks: Mapped[bool] = mapped_column(default=True)  # else it is only looked at
    launch_data: Mapped[str] = mapped_column(sa.Text, default="")
    passed_from: Mapped[float | None]  # 1.2: points of a hundred; 2004: from -1 to 1

    unit: Mapped[Unit] = relationship()
    package: Mapped[Package] = relationship()


class PackageRun(Model):
    """A learner in such a unit: what the package asked to keep, and what it said of how it goes.

    What it keeps is saved every few seconds and is the package's own; the trail hears of begun, worked through, failed.
    """

    is_audited = False

    package_unit_id: Mapped[int] = mapped_column(sa.ForeignKey("package_unit.id"))
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"), index=True)
    state: Mapped[RunState] = mapped_column(default=RunState.BEGUN)
    percent: Mapped[float | None]  # the score it gave, of a hundred
    kept: Mapped[dict] = mapped_column(sa.JSON, default=dict, deferred=True)  # the package's data model, whole
    begun_at: Mapped[timestamp]
    saved_at: Mapped[datetime | None]

    package_unit: Mapped[PackageUnit] = relationship()
    enrolment: Mapped[CourseEnrolment] = relationship()

    __table_args__ = (sa.UniqueConstraint("package_unit_id", "enrolment_id"),)

    def keep(self, kept: dict, at: datetime) -> RunState:
        """Where it stands now by its own word: once worked through it stays so, whatever a second round says."""
        report = report_of(kept, self.package_unit.package.standard)
        self.kept, self.saved_at = kept, at
        if report.percent is not None:
            self.percent = report.percent
        return self.state if self.state is RunState.WORKED_THROUGH else report.state

    def move(self, to: RunState) -> None:
        self.state = to
