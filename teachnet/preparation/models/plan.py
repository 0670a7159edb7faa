from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet import errors
from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.merging import merged
from teachnet.preparation.provenance import Run, rewritten

if TYPE_CHECKING:
    from teachnet.preparation.models.preparation import JointPreparation

LONGEST_HEADING, LONGEST_SECTION, LONGEST_REFLECTION = 60, 8000, 4000  # characters
MOST_SECTIONS = 20


class Overtaken(errors.Overtaken):
    """Somebody else changed the same sentence: the section reads now as they have it."""

    def __init__(self, theirs: "PlanSection"):
        super().__init__(_("%(name)s has changed the same sentence meanwhile.", name=theirs.last_by.name))


class LessonPlan(Model):
    """The shared plan of a preparation, which nobody owns; or the plan somebody made of it for their own school."""

    preparation_id: Mapped[int] = mapped_column(sa.ForeignKey("joint_preparation.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    handed_in_at: Mapped[datetime | None]
    reflection: Mapped[str] = mapped_column(sa.String(LONGEST_REFLECTION), default="")
    reflected_at: Mapped[datetime | None]

    preparation: Mapped["JointPreparation"] = relationship(back_populates="plans")
    owner: Mapped[Person | None] = relationship()
    sections: Mapped[list["PlanSection"]] = relationship(
        back_populates="plan", order_by="PlanSection.position, PlanSection.id"
    )

    __table_args__ = (
        sa.UniqueConstraint("preparation_id", "owner_id"),
        sa.Index(
            "uq__lesson_plan__one_shared",
            "preparation_id",
            unique=True,
            sqlite_where=sa.text("owner_id IS NULL"),
            postgresql_where=sa.text("owner_id IS NULL"),
        ),
    )

    @property
    def is_shared(self) -> bool:
        return self.owner_id is None

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None

    @property
    def standing(self) -> list["PlanSection"]:
        return [section for section in self.sections if not section.is_removed]

    def require_open(self) -> None:
        """Takes its place in the queue behind the preparation."""
        if self.is_shared:
            self.preparation.require_open_to_discussion()
        db.session.refresh(self, ["handed_in_at", "reflection", "reflected_at"], with_for_update=True)

    def hand_in(self) -> None:
        """It may still be changed: teaching goes on."""
        self.require_open()
        if self.is_handed_in:
            raise Refused(_("It has been handed in already."))
        self.handed_in_at = utcnow()

    def reflect(self, text: str) -> None:
        """After the lesson was taught."""
        self.require_open()
        if not self.is_handed_in:
            raise Refused(_("First the plan is handed in, then the lesson is taught."))
        self.reflection, self.reflected_at = text, utcnow() if text else None


class PlanSection(Model):
    """One part of a plan. `version` counts its changes, each a row of its history; `runs` say whose words stand in it
    now, from the first to the last: pairs of a person's id and a number of characters, which add up to the text."""

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson_plan.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(sa.String(LONGEST_HEADING))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_SECTION))
    runs: Mapped[list[Run]] = mapped_column(sa.JSON, default=list)
    version: Mapped[int] = mapped_column(default=0)
    last_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    is_removed: Mapped[bool] = mapped_column(default=False)
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan_section.id"))

    plan: Mapped[LessonPlan] = relationship(back_populates="sections")
    last_by: Mapped[Person] = relationship()
    copied_from: Mapped["PlanSection | None"] = relationship(remote_side="PlanSection.id")
    history: Mapped[list["PlanVersion"]] = relationship(back_populates="section", order_by="PlanVersion.id")

    @classmethod
    def add(cls, plan: LessonPlan, heading: str, text: str, *, by: Person) -> "PlanSection":
        """Below what is there."""
        if len(plan.sections) >= MOST_SECTIONS:
            raise Refused(_("A plan has at most %(most)s sections.", most=MOST_SECTIONS))
        last = max((section.position for section in plan.sections), default=0)
        section = cls(position=last + 1, text="", runs=[])
        section._keep(heading, text, by)
        plan.sections.append(section)
        return section

    @classmethod
    def copied(cls, original: "PlanSection", *, into: LessonPlan, by: Person) -> "PlanSection":
        section = cls(position=original.position, text=original.text, runs=list(original.runs))
        section.copied_from = original
        section._keep(original.heading, original.text, by)
        into.sections.append(section)
        return section

    def change(self, heading: str, text: str, *, seen: int, by: Person) -> bool:
        """`seen` is the version it was changed from. Was something of somebody else's taken in with it?"""
        self._take_up()
        if seen == self.version:
            self._keep(heading, text, by)
            return False
        both = merged(self.text_at(seen), text, self.text)
        if both is None or len(both) > LONGEST_SECTION:
            raise Overtaken(self)
        self._keep(heading, both, by)
        return True

    def replace(self, passage: str, replacement: str, *, near: int, by: Person) -> None:
        """The passage that stands nearest to this character gives way; the new words are whose they are."""
        self._take_up()
        places = [at for at in range(len(self.text)) if self.text.startswith(passage, at)] if passage else []
        if not places:
            raise Refused(_("The passage does not stand there any more."))
        at = min(places, key=lambda place: abs(place - near))
        text = self.text[:at] + replacement + self.text[at + len(passage) :]
        if len(text) > LONGEST_SECTION:
            raise Refused(_("The section would be too long."))
        self._keep(self.heading, text, by)

    def remove(self, *, seen: int, by: Person) -> None:
        """It stays in the history."""
        self._take_up()
        if seen != self.version:
            raise Overtaken(self)
        self.is_removed = True
        self._keep(self.heading, self.text, by)

    def text_at(self, version: int) -> str:
        """An unknown version is as good as an empty one: nothing can be put together with it."""
        return next((one.text for one in self.history if one.version == version), "")

    def _take_up(self) -> None:
        self.plan.require_open()
        db.session.refresh(self)
        if self.is_removed:
            raise Refused(_("%(name)s has taken this section out.", name=self.last_by.name))

    def _keep(self, heading: str, text: str, by: Person) -> None:
        self.runs = rewritten(self.runs, self.text, text, by.id)
        self.heading, self.text, self.version = heading, text, (self.version or 0) + 1
        self.last_by = by
        self.history.append(
            PlanVersion(version=self.version, heading=heading, text=text, is_removed=bool(self.is_removed), by=by)
        )


class PlanVersion(Model):
    """How a section read from a moment on, and who changed it. Rows are only ever added."""

    is_audited = False  # the section it belongs to is: the trail would say the same words twice

    section_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_section.id"))
    version: Mapped[int]
    heading: Mapped[str] = mapped_column(sa.String(LONGEST_HEADING))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_SECTION))
    is_removed: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    section: Mapped[PlanSection] = relationship(back_populates="history")
    by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("section_id", "version"),)


only_ever_added(PlanVersion.__table__)

# An agreed plan takes no change: both engines refuse. The migration says the same.
AGREED = (
    "SELECT 1 FROM plan_section AS section JOIN lesson_plan AS plan ON plan.id = section.plan_id"
    " JOIN joint_preparation AS preparation ON preparation.id = plan.preparation_id"
    " WHERE section.id = NEW.section_id AND plan.owner_id IS NULL AND preparation.phase IN ('agreed', 'closed')"
)
SEALED = {
    "sqlite": [
        f"CREATE TRIGGER plan_version_of_open_plan BEFORE INSERT ON plan_version WHEN EXISTS ({AGREED})"
        " BEGIN SELECT RAISE(ABORT, 'this plan is agreed'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION plan_version_of_open_plan() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF EXISTS ({AGREED}) THEN RAISE EXCEPTION 'this plan is agreed'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_version_of_open_plan BEFORE INSERT ON plan_version"
        " FOR EACH ROW EXECUTE FUNCTION plan_version_of_open_plan()",
    ],
}
for _engine, _statements in SEALED.items():
    for _statement in _statements:
        sa.event.listen(PlanVersion.__table__, "after_create", sa.DDL(_statement).execute_if(dialect=_engine))
