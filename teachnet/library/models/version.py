import json
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.db import Model, db, from_now, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.jobs import outbox
from teachnet.library.models.file import HoldsFiles, ResourceFile
from teachnet.library.models.move import ResourceMove
from teachnet.library.models.resource import OPEN_STATES, Resource
from teachnet.library.models.second_opinion import SecondOpinion
from teachnet.library.models.skill import MicroSkill
from teachnet.library.words import Licence, ResourceKind, ReturnReason, VersionState, Visibility

MOVES = {
    VersionState.DRAFT: {VersionState.SUBMITTED},
    VersionState.SUBMITTED: {VersionState.DRAFT, VersionState.IN_REVIEW},
    VersionState.IN_REVIEW: {VersionState.SUBMITTED, VersionState.RETURNED, VersionState.PUBLISHED},
    VersionState.RETURNED: {VersionState.SUBMITTED},
    VersionState.PUBLISHED: {VersionState.REPLACED, VersionState.WITHDRAWN},
}
TAKEN_OVER_AFTER = timedelta(days=7)  # of a reviewer who does nothing
EDITABLE = (VersionState.DRAFT, VersionState.RETURNED)
OPEN = f"state IN ({', '.join(repr(state.value) for state in OPEN_STATES)})"
FIELDS = (
    "title", "summary", "skill", "subject", "stage", "kind", "licence", "source",
    "pupils_recognisable", "consent_reference", "visibility", "chapters",
)  # fmt: skip


def _one(name: str, condition: str) -> sa.Index:
    where = sa.text(condition)
    return sa.Index(name, "resource_id", unique=True, sqlite_where=where, postgresql_where=where)


class ResourceVersion(HoldsFiles, Model):
    """All that a reader sees and a reviewer approves. `digest` is over every field and file: what is published must
    carry the digest that was approved, and the database compares."""

    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    author_id: Mapped[int]  # as in the resource, kept equal by a foreign key
    organisation_id: Mapped[int]
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(sa.String(120))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("micro_skill.id"), index=True)
    subject: Mapped[Subject]
    stage: Mapped[Stage]
    kind: Mapped[ResourceKind]
    licence: Mapped[Licence]
    source: Mapped[str] = mapped_column(sa.String(200), default="")
    pupils_recognisable: Mapped[bool] = mapped_column(default=False)
    consent_reference: Mapped[str] = mapped_column(sa.String(200), default="")
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.CITY)
    chapters: Mapped[list] = mapped_column(default=list)  # of a clip: [[milliseconds, title], …]
    state: Mapped[VersionState] = mapped_column(default=VersionState.DRAFT)
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    approved_digest: Mapped[str | None] = mapped_column(sa.String(64))
    reviewer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    reviewer_school_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    reviewer_acted_at: Mapped[datetime | None]  # took it on, or asked for a second opinion and was answered
    made_at: Mapped[timestamp]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)

    resource: Mapped[Resource] = relationship(back_populates="versions", foreign_keys=[resource_id])
    skill: Mapped[MicroSkill] = relationship()
    reviewer: Mapped[Person | None] = relationship(foreign_keys=[reviewer_id])
    files: Mapped[list[ResourceFile]] = relationship(
        back_populates="version", order_by=ResourceFile.position, cascade="all, delete-orphan"
    )
    history: Mapped[list[ResourceMove]] = relationship(order_by=ResourceMove.id, back_populates="version")
    second_opinions: Mapped[list[SecondOpinion]] = relationship(order_by=SecondOpinion.id, back_populates="version")

    __table_args__ = (
        sa.UniqueConstraint("resource_id", "number"),
        sa.ForeignKeyConstraint(
            ["resource_id", "author_id", "organisation_id"],
            ["resource.id", "resource.author_id", "resource.organisation_id"],
            name="fk__resource_version__whose_and_where",
        ),
        # What a second opinion repeats, to be compared with whoever is asked by the database itself.
        sa.Index("uq__resource_version__whose_and_where", "id", "author_id", "organisation_id", unique=True),
        _one("uq__resource_version__one_published", "state = 'published'"),
        _one("uq__resource_version__one_open", OPEN),
        sa.Index("ix__resource_version__queue", "state", "subject", "submitted_at"),
        # The newest of the library for everybody, and for a teacher of this field, without sorting all of it.
        sa.Index("ix__resource_version__newest", "visibility", "published_at"),
        sa.Index("ix__resource_version__newest_of_field", "stage", "subject", "published_at"),
        sa.CheckConstraint(
            "state <> 'published' OR (approved_digest IS NOT NULL AND approved_digest = digest)",
            name="published_as_approved",
        ),
        sa.CheckConstraint("reviewer_id <> author_id", name="nobody_reviews_their_own"),
        sa.CheckConstraint("reviewer_school_id <> organisation_id", name="nobody_reviews_their_school"),
        sa.CheckConstraint("state = 'draft' OR NOT pupils_recognisable OR consent_reference <> ''", name="has_consent"),
        sa.CheckConstraint("length(title) > 0", name="has_title"),
    )

    @classmethod
    def first(cls, *, author: Person, organisation: Organisation, **fields) -> "ResourceVersion":
        """The first draft of something new."""
        resource = Resource(author=author, organisation=organisation)
        whose = {"author_id": author.id, "organisation_id": organisation.id}
        return cls(resource=resource, state=VersionState.DRAFT, number=1, **whose, **fields)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_waiting(self) -> bool:
        return self.state is VersionState.SUBMITTED

    @property
    def is_in_review(self) -> bool:
        return self.state is VersionState.IN_REVIEW

    @property
    def is_left_lying(self) -> bool:
        """Its reviewer has done nothing for so long that another one may take it over."""
        acted = self.reviewer_acted_at
        return self.is_in_review and acted is not None and acted < utcnow() - TAKEN_OVER_AFTER

    @classmethod
    def lies(cls) -> sa.ColumnElement[bool]:
        """`is_left_lying`, for the database."""
        return (cls.state == VersionState.IN_REVIEW) & (cls.reviewer_acted_at < from_now(-TAKEN_OVER_AFTER))

    @property
    def returned_with(self) -> "ResourceMove | None":
        """Why it came back, while it is back."""
        if self.state is not VersionState.RETURNED:
            return None
        return next(move for move in reversed(self.history) if move.became is VersionState.RETURNED)

    def edit(self, **fields) -> None:
        self._require_editable()
        if fields["pupils_recognisable"] and not self.pupils_recognisable and fields["visibility"] is self.visibility:
            fields["visibility"] = Visibility.SCHOOL  # who wants more chooses it, knowing that pupils are in it
        for name in FIELDS:
            setattr(self, name, fields[name])

    def copied(self) -> "ResourceVersion":
        fields = {name: getattr(self, name) for name in (*FIELDS, "author_id", "organisation_id")}
        files = [ResourceFile(file=held.file, name=held.name, position=held.position) for held in self.files]
        return ResourceVersion(**fields, files=files, state=VersionState.DRAFT)

    def content_digest(self) -> str:
        """Of every field and file, whatever `digest` says."""
        fields = {name: getattr(self, name) for name in FIELDS} | {"skill": self.skill.code}
        if not self.chapters:
            del fields["chapters"]  # digests are older than chapters are
        files = [[held.name, held.file.sha256] for held in self.files]
        return sha256(json.dumps([fields, files], ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def submit(self, *, by: Person) -> None:
        if not self.files:
            raise Refused(_("Add the file first: there is nothing to review yet."))
        if self.pupils_recognisable and not self.consent_reference:
            raise Refused(_("Say where the consent of the pupils’ parents is kept."))
        self.digest, self.submitted_at = self.content_digest(), utcnow()
        self._move(VersionState.SUBMITTED, by)

    def take_back(self, *, by: Person, note: str = "") -> None:
        self._move(VersionState.DRAFT, by, note=note)

    def claim(self, *, by: Person) -> None:
        """From now on this reviewer decides. Written down with their school: the database refuses the author's own."""
        self._move(VersionState.IN_REVIEW, by)
        self.reviewer, self.reviewer_school_id = by, by.school and by.school.id
        self.reviewer_acted_at = utcnow()

    def hand_back(self, *, by: Person) -> None:
        self._settle_questions()
        self._move(VersionState.SUBMITTED, by)
        self.reviewer = self.reviewer_school_id = self.reviewer_acted_at = None

    def take_over(self, *, by: Person) -> None:
        """From a reviewer who has let it lie. What they asked is settled; what they were answered stays."""
        db.session.refresh(self, ["state", "reviewer_id", "reviewer_acted_at"], with_for_update=True)
        if not self.is_left_lying:
            raise Refused(_("Somebody is at work on it again. Look for another one in the queue."))
        self.hand_back(by=by)
        db.session.flush()  # each move reads its state again
        self.claim(by=by)

    def ask(self, *, by: Person, whom: Person, question: str) -> SecondOpinion:
        """A second opinion on exactly this content; the one before that is still open is not waited for any longer."""
        self._settle_questions()
        db.session.flush()
        self.reviewer_acted_at = utcnow()
        whose = {"author_id": self.author_id, "organisation_id": self.organisation_id}
        # The school of whoever is asked is written down: the database refuses the author's own.
        school = {"asked_school_id": whom.school.id if whom.school else None}
        opinion = SecondOpinion(asker=by, asked=whom, question=question, digest=self.digest, **whose, **school)
        self.second_opinions.append(opinion)
        return opinion

    def send_back(self, *, by: Person, reasons: list[ReturnReason], note: str) -> None:
        """Returned to its author, with reasons one can act on."""
        self._settle_questions()
        self._move(VersionState.RETURNED, by, note=note, reasons=[reason.value for reason in reasons])

    def publish(self, *, by: Person) -> None:
        """Online in place of the one before. Only what was read: the digest says whether it is the same."""
        if self.content_digest() != self.digest:
            raise Refused(_("This version has changed since it was submitted. It must be submitted again."))
        self._settle_questions()
        before = self.resource.published_version
        if before is not None:
            before._move(VersionState.REPLACED, by)
            db.session.flush()  # one published version at a time, also between two statements
        self.approved_digest, self.published_at = self.digest, utcnow()
        self._move(VersionState.PUBLISHED, by)
        self._tell_search()
        outbox.send("library.fingerprint", id=self.id)

    def withdraw(self, *, by: Person, reason: str = "") -> None:
        self._move(VersionState.WITHDRAWN, by, note=reason)
        self._tell_search()

    def _settle_questions(self) -> None:
        """Nobody has to answer any more what was asked about it."""
        for opinion in self.second_opinions:
            if opinion.is_asked:
                opinion.lapse()

    def _tell_search(self) -> None:
        outbox.send("search.changed", kind="resource", id=self.resource_id)
        outbox.send("asking.changed", ids=[self.resource_id])

    def _move(self, to: VersionState, by: Person, note: str = "", reasons: list[str] | None = None) -> None:
        if sa.inspect(self).persistent:
            db.session.refresh(self, ["state"], with_for_update=True)  # two reviewers may press at once
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This version is already at “%(state)s”.", state=self.state.label))
        self.history.append(
            ResourceMove(was=self.state, became=to, by=by, note=note, reasons=reasons or [], digest=self.digest)
        )
        self.state = to
