from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model

LONGEST_KEY = 48  # bytes: sixteen characters, and nobody types more before choosing


class CompletionKind(StrEnum):
    TITLE = "title"
    PERSON = "person"
    SCHOOL = "school"

    @property
    def label(self):
        return COMPLETION_KINDS[self]


COMPLETION_KINDS = {
    CompletionKind.TITLE: _l("Resource"),
    CompletionKind.PERSON: _l("Author"),
    CompletionKind.SCHOOL: _l("School"),
}


class Completion(Model):
    """One way to begin typing something: in characters, in pinyin, by initials. It only leads there; what is shown is
    read again, as far as the reader may see it.

    Keys are bytes, because both databases compare bytes alike and find a beginning in the index."""

    is_audited = False

    kind: Mapped[CompletionKind]
    ref_id: Mapped[int]  # of the resource, the author or the school
    text: Mapped[str] = mapped_column(sa.String(200))  # what the keys were made from
    key: Mapped[bytes] = mapped_column(sa.LargeBinary(LONGEST_KEY))

    __table_args__ = (
        sa.UniqueConstraint("kind", "key", "ref_id"),
        sa.Index("ix__completion__of", "kind", "ref_id"),
    )
