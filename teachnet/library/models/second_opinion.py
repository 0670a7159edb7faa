from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused

if TYPE_CHECKING:
    from teachnet.library.models.version import ResourceVersion


class OpinionState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    OpinionState.ASKED: (_l("Not answered yet"), "wait"),
    OpinionState.ANSWERED: (_l("Answered"), "good"),
    OpinionState.PASSED_ON: (_l("Passed on to somebody else"), "quiet"),
    OpinionState.LAPSED: (_l("No longer needed"), "quiet"),
}
MOVES = {OpinionState.ASKED: {OpinionState.ANSWERED, OpinionState.PASSED_ON, OpinionState.LAPSED}}
IS_ASKED = "state = 'asked'"


class Recommendation(StrEnum):
    PUBLISH = "publish"
    RETURN = "return"

    @property
    def label(self):
        return RECOMMENDATIONS[self]


RECOMMENDATIONS = {
    Recommendation.PUBLISH: _l("I would publish it"),
    Recommendation.RETURN: _l("I would return it for changes"),
}


class SecondOpinion(Model):
    """What a reviewer asks another one about a version, and the answer. It binds nobody: the first decides. Asked about
    one content (`digest`): what is submitted again with other words is judged anew."""

    version_id: Mapped[int] = mapped_column(index=True)
    author_id: Mapped[int]  # as in the version, kept equal by a foreign key
    organisation_id: Mapped[int]
    asker_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    asked_school_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    question: Mapped[str] = mapped_column(sa.String(500))
    state: Mapped[OpinionState] = mapped_column(default=OpinionState.ASKED)
    recommendation: Mapped[Recommendation | None]
    words: Mapped[str] = mapped_column(sa.String(1000), default="")
    asked_at: Mapped[timestamp]
    answered_at: Mapped[datetime | None]

    version: Mapped["ResourceVersion"] = relationship(back_populates="second_opinions", foreign_keys=[version_id])
    asker: Mapped[Person] = relationship(foreign_keys=[asker_id])
    asked: Mapped[Person] = relationship(foreign_keys=[asked_id])

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["version_id", "author_id", "organisation_id"],
            ["resource_version.id", "resource_version.author_id", "resource_version.organisation_id"],
            name="fk__second_opinion__whose_and_where",
        ),
        sa.Index(
            "uq__second_opinion__one_asked",
            "version_id",
            unique=True,
            sqlite_where=sa.text(IS_ASKED),
            postgresql_where=sa.text(IS_ASKED),
        ),
        sa.CheckConstraint("asked_id <> author_id", name="nobody_judges_their_own"),
        sa.CheckConstraint("asked_school_id <> organisation_id", name="nobody_judges_their_school"),
        sa.CheckConstraint("asked_id <> asker_id", name="is_asked_of_somebody_else"),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL AND recommendation IS NOT NULL AND words <> '')",
            name="answered_in_words",
        ),
    )

    @property
    def is_asked(self) -> bool:
        return self.state is OpinionState.ASKED

    @property
    def is_answered(self) -> bool:
        return self.state is OpinionState.ANSWERED

    def answer(self, *, recommendation: Recommendation, words: str) -> None:
        self._move(OpinionState.ANSWERED)
        self.recommendation, self.words, self.answered_at = recommendation, words, utcnow()
        self.version.reviewer_acted_at = utcnow()  # the first reviewer has had nothing to decide with until now

    def pass_on(self) -> None:
        """Somebody else is asked the same."""
        self._move(OpinionState.PASSED_ON)

    def lapse(self) -> None:
        self._move(OpinionState.LAPSED)

    def _move(self, to: OpinionState) -> None:
        if sa.inspect(self).persistent:
            db.session.refresh(self, ["state"], with_for_update=True)  # the review may end while somebody answers
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This question is settled: %(state)s.", state=self.state.label))
        self.state = to
