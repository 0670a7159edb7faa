from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.study.models.enrolment import CourseEnrolment
from teachnet.study.models.group import StudyGroup
from teachnet.study.words import Pace

NUDGE_AGAIN_AFTER = timedelta(days=3)
LONGEST_NUDGE, LONGEST_BRIEFING = 300, 5000


class Nudge(Model):
    """A tutor's word to a learner who has not begun or has stopped (督学提醒). Rows are only ever added."""

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_NUDGE))
    at: Mapped[timestamp]

    enrolment: Mapped[CourseEnrolment] = relationship()
    by: Mapped[Person] = relationship()

    @classmethod
    def to(cls, enrolment: CourseEnrolment, text: str, *, by: Person, before: "Nudge | None") -> "Nudge":
        """Nobody is reminded of what is done, nor every day."""
        if enrolment.pace not in (Pace.NOT_STARTED, Pace.STUCK):
            raise Refused(_("%(name)s is on the way and needs no reminder.", name=enrolment.learner.name))
        if before is not None and before.is_of_late:
            raise Refused(_("%(name)s was reminded less than three days ago.", name=enrolment.learner.name))
        return cls(enrolment=enrolment, text=text, by=by)

    @property
    def is_of_late(self) -> bool:
        return self.at > utcnow() - NUDGE_AGAIN_AFTER


only_ever_added(Nudge.__table__)


class Briefing(Model):
    """What a tutor writes to the whole group once a week (研修简报); it may be put right as long as the week lasts."""

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("study_group.id"))
    week_on: Mapped[date]  # its Monday
    text: Mapped[str] = mapped_column(sa.Text)  # Markdown
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    written_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column(default=1)

    group: Mapped[StudyGroup] = relationship()
    by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("group_id", "week_on"),)
    __mapper_args__ = {"version_id_col": version}

    def write(self, text: str, *, by: Person) -> None:
        self.text, self.by, self.written_at = text, by, utcnow()


def this_week() -> date:
    """Its Monday."""
    return today() - timedelta(days=today().weekday())
