"""A resource as rows: its versions, their files, and the moves by which they came to their states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace

import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.shelf import Shelved
from teachnet.demo.texts import Genre, Work
from teachnet.files.names import shown_name
from teachnet.library.models import (
    Licence,
    MicroSkill,
    Resource,
    ResourceFile,
    ResourceKind,
    ResourceMove,
    ResourceVersion,
    ReturnReason,
    VersionState,
    Visibility,
)
from teachnet.library.models.version import FIELDS

KINDS = {
    Genre.CLIP: ResourceKind.CLIP,
    Genre.PLAN: ResourceKind.PLAN,
    Genre.SLIDES: ResourceKind.SLIDES,
    Genre.CASE: ResourceKind.OTHER,
}
LICENCE_SHARES = {Licence.BY_NC: 55, Licence.BY: 20, Licence.BY_NC_ND: 15, Licence.CITY_ONLY: 10}
SOURCES = ("原创，校本教研", "原创，区县集体备课", "原创，市级优质课", "改编自教研组共案", "原创，日常教学")
NOTES = {
    ReturnReason.WRONG_SKILL: "这个片段更像“提问”，请改一改微技能，或者换一段。",
    ReturnReason.HARD_TO_FOLLOW: "声音太小，第二分钟以后听不清学生的话，请重新截取。",
    ReturnReason.INCOMPLETE: "缺少学生活动和时间安排，补上以后再交。",
    ReturnReason.MISTAKE: "练习第二题的条件少了一个，请核对。",
    ReturnReason.SOURCE: "请写明改编自哪一份教案，再选许可方式。",
}
# The first two are about clips only.
REASONS = {True: list(NOTES), False: list(NOTES)[2:]}
LATER = {VersionState.WITHDRAWN: "有学生正脸，家长要求撤下。", VersionState.REPLACED: ""}


@dataclass(frozen=True)
class Piece:
    """One resource before it becomes rows."""

    author: Somebody
    work: Work
    file: Shelved
    state: VersionState
    visibility: Visibility
    days_ago: int
    revised: bool = False
    note: Shelved | None = None  # the same in words, as a second file


def _patience(version: Row) -> timedelta:
    """How long its review took: most of them hours, some of them days."""
    turn = (version["id"] * 37 + len(version["title"]) * 11) % 150
    return timedelta(hours=2 + turn * turn / 150)


PARTS = ("出示课题", "第一问", "等一等", "小结")


class Resources:
    """Rows of all the library's tables, kept until there are many."""

    def __init__(self, city: City):
        self.city = city
        skills = db.session.scalars(sa.select(MicroSkill).order_by(MicroSkill.id)).all()
        self.skills = {skill.name: skill for skill in skills if not skill.is_local}
        self.below = {above.id: [skill for skill in skills if skill.parent_id == above.id] for above in skills}
        self.taken_on = 0
        self._version = ResourceVersion(skill=MicroSkill())  # belongs to no session
        self.rows: dict[type, list[Row]] = {
            model: [] for model in (Resource, ResourceVersion, ResourceFile, ResourceMove)
        }

    @property
    def are_many(self) -> bool:
        return len(self.rows[ResourceMove]) > 10_000

    def write(self) -> None:
        for model, rows in self.rows.items():
            insert(model, rows)
            rows.clear()

    def add(self, piece: Piece) -> None:
        made_at = self.city.moment(-piece.days_ago)
        resource = {
            "id": self.city.ids.next(Resource),
            "author_id": piece.author.id,
            "organisation_id": piece.author.organisation_id,
            "made_at": made_at,
        }
        self.rows[Resource].append(resource)
        if piece.revised:
            self._add_version(piece, resource, 1, VersionState.REPLACED, made_at)
            made_at = min(made_at + timedelta(days=30), utcnow() - timedelta(days=3))
        self._add_version(piece, resource, 1 + piece.revised, piece.state, made_at)

    def _add_version(self, piece: Piece, resource: Row, number: int, state: VersionState, made_at: datetime) -> None:
        version = {
            "id": self.city.ids.next(ResourceVersion),
            "resource_id": resource["id"],
            "author_id": resource["author_id"],
            "organisation_id": resource["organisation_id"],
            "number": number,
            "made_at": made_at,
            "state": state,
            "submitted_at": None,
            "published_at": None,
            "reviewer_id": None,
            "reviewer_acted_at": None,
            "digest": "",
            "approved_digest": None,
        } | self._fields(piece)
        files = {shown_name(piece.work.title, piece.file.type): piece.file}
        if piece.note and piece.note.id != piece.file.id:  # a shared document may be the words already
            files[shown_name(f"{piece.work.title}（文字稿）", piece.note.type)] = piece.note
        self.rows[ResourceVersion].append(version)
        for position, (name, file) in enumerate(files.items()):
            held = {"version_id": version["id"], "file_id": file.id, "name": name, "position": position}
            self.rows[ResourceFile].append({"id": self.city.ids.next(ResourceFile)} | held)
        if state is not VersionState.DRAFT:
            version["digest"] = self._digest(version, piece, files)
            self._review(piece.author, version)

    def _fields(self, piece: Piece) -> Row:
        draw, lesson = self.city.draw, piece.work.lesson
        pupils = piece.work.genre is Genre.CLIP and draw.random() < 0.2
        return {
            "title": piece.work.title,
            "summary": piece.work.summary,
            "skill_id": self._skill(piece).id,
            "subject": lesson.subject,
            "stage": lesson.stage,
            "kind": KINDS[piece.work.genre],
            "licence": self.city.chosen(LICENCE_SHARES),
            "source": draw.choice(SOURCES),
            "pupils_recognisable": pupils,
            "consent_reference": f"学校存档，{piece.days_ago % 9 + 1}号卷" if pupils else "",
            "visibility": Visibility.SCHOOL if pupils else piece.visibility,
            "chapters": _chapters(piece.file.seconds),
        }

    def _skill(self, piece: Piece) -> MicroSkill:
        """Some say it more exactly, with one of the city's own."""
        skill = self.skills[piece.work.skill]
        below = [one for one in self.below[skill.id] if not one.is_retired]
        say_more = below and piece.visibility is not Visibility.PUBLIC and len(piece.work.summary) % 3 == 0
        return below[len(piece.work.title) % len(below)] if say_more else skill

    def _review(self, author: Somebody, version: Row) -> None:
        """The moves that led to the state it is in, each at its time."""
        state = version["state"]
        reviewer = self._reviewer(author, under_review=state is VersionState.IN_REVIEW)
        asked = min(version["made_at"] + timedelta(hours=self.city.draw.randint(1, 40)), utcnow() - timedelta(hours=2))
        decided = min(asked + _patience(version), utcnow() - timedelta(minutes=70))
        taken_on = asked + (timedelta(minutes=40) if state is VersionState.IN_REVIEW else (decided - asked) / 2)
        version["submitted_at"] = asked
        self._move(version, author.id, VersionState.DRAFT, VersionState.SUBMITTED, asked)
        if state is VersionState.SUBMITTED:
            return
        version |= {"reviewer_id": reviewer.id, "reviewer_acted_at": taken_on}
        self._move(version, reviewer.id, VersionState.SUBMITTED, VersionState.IN_REVIEW, taken_on)
        if state is VersionState.RETURNED:
            reason = self.city.draw.choice(REASONS[version["kind"] is ResourceKind.CLIP])
            why = {"reasons": [reason.value], "note": NOTES[reason]}
            self._move(version, reviewer.id, VersionState.IN_REVIEW, VersionState.RETURNED, decided, **why)
        elif state is not VersionState.IN_REVIEW:
            version |= {"approved_digest": version["digest"], "published_at": decided}
            self._move(version, reviewer.id, VersionState.IN_REVIEW, VersionState.PUBLISHED, decided)
        if state in LATER:
            note, by = LATER[state], author if state is VersionState.WITHDRAWN else reviewer
            later = min(decided + timedelta(days=29), utcnow() - timedelta(hours=1))
            self._move(version, by.id, VersionState.PUBLISHED, state, later, note=note)

    def _digest(self, version: Row, piece: Piece, files: dict[str, Shelved]) -> str:
        """As the model computes it, so that a later publication of the same content is the same content."""
        self._version.__dict__ |= {"files": [SimpleNamespace(name=name, file=file) for name, file in files.items()]}
        self._version.skill.code = self._skill(piece).code
        # Past the instrumentation: it would notice a hundred thousand times what is never written.
        self._version.__dict__ |= {field: version[field] for field in FIELDS if field != "skill"}
        return self._version.content_digest()

    def _reviewer(self, author: Somebody, *, under_review: bool) -> Somebody:
        """Of what is under review, the demo's own reviewer has every third; the county's the others."""
        reviewers = self.city.staff[Role.REVIEWER]
        near = [reviewer for reviewer in reviewers if reviewer.county_id in (None, author.county_id)]
        chosen = self.city.draw.choice(near)
        if under_review:
            self.taken_on += 1
            chosen = near[0] if self.taken_on % 3 == 1 else near[-1]
        return chosen

    def _move(self, version: Row, by: int, was: VersionState, became: VersionState, at: datetime, **why) -> None:
        move = {"version_id": version["id"], "by_id": by, "was": was, "became": became, "at": at}
        move |= {"id": self.city.ids.next(ResourceMove), "digest": version["digest"], "reasons": [], "note": ""}
        self.rows[ResourceMove].append(move | why)


def _chapters(seconds: float | None) -> list[list]:
    """A clip's parts, of equal length; what is no clip has none."""
    return [[round(seconds * 1000 * part) // len(PARTS), title] for part, title in enumerate(PARTS)] if seconds else []
