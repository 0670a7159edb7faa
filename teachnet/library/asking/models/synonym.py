from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db, timestamp, utcnow
from teachnet.search.analyser import fold
from teachnet.search.dictionaries import ideas

LONGEST_WORD = 40
MOST_WORDS = 12


class SynonymGroup(Model):
    """Words of the trade that find each other. A search asks for the table as it is at that moment: a change needs no
    new index."""

    changed_at: Mapped[timestamp]  # with the number of groups, which table it is

    synonyms: Mapped[list["Synonym"]] = relationship(
        back_populates="group", order_by="Synonym.position", cascade="all, delete-orphan"
    )

    @property
    def words(self) -> list[str]:
        return [synonym.word for synonym in self.synonyms]

    def hold(self, words: Sequence[str]) -> None:
        """Exactly these words, in this order. A row is kept for a word that stays: the database knows each once."""
        there = {synonym.folded: synonym for synonym in self.synonyms}
        self.synonyms = [there.get(fold(word)) or Synonym(folded=fold(word)) for word in words]
        for position, (synonym, word) in enumerate(zip(self.synonyms, words, strict=True)):
            synonym.word, synonym.position = word, position
        self.changed_at = utcnow()


def ensure_synonyms() -> None:
    """The trade's own, where there are none yet; what editors have made of them stays as it is."""
    if db.session.scalar(sa.select(SynonymGroup.id).limit(1)) is None:
        for idea in ideas():
            if len(idea) > 1:
                group = SynonymGroup()
                group.hold(idea)
                db.session.add(group)


class Synonym(Model):
    """A word stands in one group only, however it is written."""

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("synonym_group.id"), index=True)
    word: Mapped[str] = mapped_column(sa.String(LONGEST_WORD))
    folded: Mapped[str] = mapped_column(sa.String(2 * LONGEST_WORD), unique=True)  # as a search compares it
    position: Mapped[int] = mapped_column(default=0)

    group: Mapped[SynonymGroup] = relationship(back_populates="synonyms")

    __table_args__ = (sa.CheckConstraint("length(word) > 0", name="has_word"),)
