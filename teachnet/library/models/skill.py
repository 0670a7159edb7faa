from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db, utcnow
from teachnet.errors import Refused

# The ten of level 1: local codes that never change, Chinese name, label, and what others call it.
LEVEL_ONE = {
    "introduction": ("导入", _l("Introduction"), ["课堂导入", "导入技能", "Set Induction"]),
    "language": ("教学语言", _l("Teaching language"), ["语言技能", "教学语言技能"]),
    "explaining": ("讲解", _l("Explaining"), ["讲解技能", "Lecturing", "Illustrating and Use of Examples"]),
    "questioning": (
        "提问",
        _l("Questioning"),
        ["提问技能", "Fluency in Asking Questions", "Probing Questions", "Higher-Order Questions"],
    ),
    "variation": ("变化", _l("Variation"), ["变化技能", "Stimulus Variation"]),
    "reinforcement": ("强化", _l("Reinforcement"), ["强化技能", "Reinforcement of Student Participation"]),
    "demonstration": ("演示", _l("Demonstration"), ["演示技能"]),
    "board": ("板书", _l("Board work"), ["板书设计", "板书技能"]),
    "closure": ("结束", _l("Closure"), ["课堂结束", "结课", "Closure"]),
    "management": ("课堂组织", _l("Classroom management"), ["组织教学", "课堂管理", "Recognizing Attending Behavior"]),
}


class MicroSkill(Model):
    """A classroom micro-skill. Level 1 is national usage; below it a city may add its own."""

    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    other_names: Mapped[list] = mapped_column(default=list)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("micro_skill.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]  # no longer offered; what was filed under it stays

    parent: Mapped["MicroSkill | None"] = relationship(remote_side="MicroSkill.id")

    __table_args__ = (
        sa.UniqueConstraint("parent_id", "name", name="uq__micro_skill__one_name_under_a_parent"),
        sa.CheckConstraint("parent_id <> id", name="no_own_parent"),
    )

    @property
    def is_local(self) -> bool:
        """One of the city's own, below the ten."""
        return self.parent_id is not None or self.parent is not None  # the first only once it is written

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def label(self):
        """In the reader's language for the ten; a city's own skill has the name the city gave it."""
        return LEVEL_ONE[self.code][1] if self.code in LEVEL_ONE else self.name

    @property
    def full_label(self) -> str:
        """With the skill it belongs to, where it stands alone in a list."""
        return f"{self.parent.label} · {self.label}" if self.parent else str(self.label)

    def add_below(self, name: str, other_names: list[str], *, position: int) -> "MicroSkill":
        """One of the city's own. Its code is made here and never changes: addresses and the index hold it."""
        if self.is_local:
            raise Refused(_("There are two levels: choose one of the ten."))
        code = f"{self.code}-{position}"
        return MicroSkill(code=code, name=name, other_names=other_names, parent=self, position=position)

    def rename(self, name: str, other_names: list[str]) -> None:
        """The ten keep their names; others for them may be added."""
        if self.is_local:
            self.name = name
        self.other_names = other_names

    def retire(self) -> None:
        if not self.is_local:
            raise Refused(_("The ten of the first level are national usage: they stay."))
        self.retired_at = self.retired_at or utcnow()

    def bring_back(self) -> None:
        self.retired_at = None


def ensure_micro_skills() -> None:
    """Add those of the ten that are not there yet; leaves what is there as it is."""
    there = set(db.session.scalars(sa.select(MicroSkill.code)))
    for position, (code, (name, _label, other_names)) in enumerate(LEVEL_ONE.items(), start=1):
        if code not in there:
            db.session.add(MicroSkill(code=code, name=name, other_names=other_names, position=position))
