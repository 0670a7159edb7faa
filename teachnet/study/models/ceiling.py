"""How much the city counts at most, however long somebody plays, and what was counted hour by hour."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp
from teachnet.jobs.housekeeping import keep_for
from teachnet.study.models.watching import BEATS_KEPT

MINUTE = 60_000  # milliseconds
DEFAULTS = {"most_an_hour": 120, "most_a_day": 480, "ask_after": 12, "learners_a_tutor": 60}


class StudyRules(Model):
    """One row for the city. Minutes of study that are counted in an hour by the clock and in a day, after how many
    counted minutes somebody is asked whether they are there (0: never), and from how many learners on a tutor is
    said to have too many: no figure is official, so it warns and refuses nothing."""

    most_an_hour: Mapped[int] = mapped_column(default=DEFAULTS["most_an_hour"])
    most_a_day: Mapped[int] = mapped_column(default=DEFAULTS["most_a_day"])
    ask_after: Mapped[int] = mapped_column(default=DEFAULTS["ask_after"])
    learners_a_tutor: Mapped[int] = mapped_column(default=DEFAULTS["learners_a_tutor"])

    __table_args__ = (
        sa.CheckConstraint("id = 1", name="only_one"),
        sa.CheckConstraint("most_an_hour BETWEEN 30 AND 240", name="an_hour_is_humane"),
        sa.CheckConstraint("most_a_day BETWEEN 30 AND 1440", name="a_day_is_humane"),
        sa.CheckConstraint("ask_after BETWEEN 0 AND 120", name="asking_is_humane"),
        sa.CheckConstraint("learners_a_tutor BETWEEN 5 AND 500", name="groups_are_humane"),
    )

    @classmethod
    def unwritten(cls) -> "StudyRules":
        """What holds until the city has written its own."""
        return cls(id=1, **DEFAULTS)


class StudyHour(Model):
    """What was counted for a person in one hour by the clock. The row that is locked while more is counted, and what
    the ceilings and the chart of a learner's days are read from."""

    is_audited = False  # sums of beats, which are the trail

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    hour: Mapped[timestamp] = mapped_column(index=True)  # its beginning
    credited_ms: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.UniqueConstraint("person_id", "hour"),
        sa.CheckConstraint("credited_ms >= 0", name="credited_is_not_negative"),
    )


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


keep_for(StudyHour.hour, BEATS_KEPT)
