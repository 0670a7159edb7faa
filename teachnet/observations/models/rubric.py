from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, today
from teachnet.errors import Refused

LEVELS = range(1, 5)  # the higher the better


class RubricLine(Model):
    """What is looked at in every lesson, and what each of four levels looks like. Its words stay as they were when
    somebody was rated by them: what is no longer asked is retired, and another line takes its place."""

    name: Mapped[str] = mapped_column(sa.String(60))
    level_1: Mapped[str] = mapped_column(sa.String(160))
    level_2: Mapped[str] = mapped_column(sa.String(160))
    level_3: Mapped[str] = mapped_column(sa.String(160))
    level_4: Mapped[str] = mapped_column(sa.String(160))
    retired_on: Mapped[date | None]

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    def words_for(self, level: int) -> str:
        return getattr(self, f"level_{level}")

    def retire(self) -> None:
        if self.is_retired:
            raise Refused(_("“%(name)s” is retired already.", name=self.name))
        self.retired_on = today()


class LessonLevel(Model):
    """The level one observer gives for one line of the rubric."""

    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("observation_sheet.id"))
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("rubric_line.id"), index=True)
    level: Mapped[int]

    line: Mapped[RubricLine] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("sheet_id", "line_id"),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="is_one_of_four"),
    )


# What many rubrics for lessons have in common: to begin with, until the city has found its own words.
USUAL_LINES = (
    (
        _l("Aims"),
        _l("No aim can be made out"),
        _l("An aim is named; the tasks only partly serve it"),
        _l("Clear aim, tasks serve it"),
        _l("Clear aim, and pupils can say what they are learning and why"),
    ),
    (
        _l("Questions and answers"),
        _l("Mostly recall, answered by the teacher"),
        _l("Some questions make pupils think; little time to do so"),
        _l("Questions build on each other; pupils have time to think"),
        _l("Pupils ask, answer one another, and their answers carry the lesson"),
    ),
    (
        _l("Part the pupils take"),
        _l("A few pupils, most only listen"),
        _l("Many take part when called upon"),
        _l("Nearly all work on the task"),
        _l("All work, and help one another along"),
    ),
    (
        _l("Feedback"),
        _l("Right or wrong"),
        _l("Praise and correction, rarely a reason"),
        _l("Says what is good and what comes next"),
        _l("Pupils use it within the lesson"),
    ),
    (
        _l("Order and time"),
        _l("Much time is lost"),
        _l("Works most of the time"),
        _l("Smooth, steps follow each other"),
        _l("Routines that pupils carry themselves"),
    ),
)
