"""Resources in every state, with their files, their reviews and their history."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Role, Stage, Subject
from teachnet.db import db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.shelf import Shelf, Shelved
from teachnet.demo.texts import Genre, Work
from teachnet.files.models import StoredFile
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
from teachnet.library.models.skill import ensure_micro_skills
from teachnet.library.models.version import FIELDS

KINDS = {
    Genre.CLIP: ResourceKind.CLIP,
    Genre.PLAN: ResourceKind.PLAN,
    Genre.SLIDES: ResourceKind.SLIDES,
    Genre.CASE: ResourceKind.OTHER,
}
GENRE_SHARES = {Genre.CLIP: 28, Genre.PLAN: 36, Genre.SLIDES: 18, Genre.CASE: 18}
VISIBILITY_SHARES = {Visibility.CITY: 62, Visibility.COUNTY: 14, Visibility.SCHOOL: 13, Visibility.PUBLIC: 11}
LICENCE_SHARES = {Licence.BY_NC: 55, Licence.BY: 20, Licence.BY_NC_ND: 15, Licence.CITY_ONLY: 10}
SOURCES = ("原创，校本教研", "原创，区县集体备课", "原创，市级优质课", "改编自教研组共案", "原创，日常教学")
TOLD_EVERY = 10_000
COPIES_OF_A_FIELD = 15  # documents of one genre, stage and subject that later resources share

# How many of a hundred are not simply published; and how many at most, for nobody reviews a thousand.
UNFINISHED = {
    VersionState.DRAFT: (5, 400),
    VersionState.SUBMITTED: (6, 90),
    VersionState.IN_REVIEW: (2, 24),
    VersionState.RETURNED: (4, 60),
    VersionState.WITHDRAWN: (1, 200),
}
RECENT = {  # days: what waits has not waited for years
    VersionState.SUBMITTED: 6,
    VersionState.IN_REVIEW: 3,
    VersionState.RETURNED: 9,
    VersionState.DRAFT: 20,
}

# What the demo teacher has handed in, in this order.
HERS = (VersionState.RETURNED, VersionState.PUBLISHED, VersionState.PUBLISHED)
NOTES = {
    ReturnReason.WRONG_SKILL: "这个片段更像“提问”，请改一改微技能，或者换一段。",
    ReturnReason.HARD_TO_FOLLOW: "声音太小，第二分钟以后听不清学生的话，请重新截取。",
    ReturnReason.INCOMPLETE: "缺少学生活动和时间安排，补上以后再交。",
    ReturnReason.MISTAKE: "练习第二题的条件少了一个，请核对。",
    ReturnReason.SOURCE: "请写明改编自哪一份教案，再选许可方式。",
}


@dataclass(frozen=True)
class Piece:
    """One resource before it becomes rows."""

    author: Somebody
    work: Work
    file: Shelved
    state: VersionState
    visibility: Visibility
    days_ago: int


def fill(city: City, shelf: Shelf, say: Callable[[str], None]) -> None:
    ensure_micro_skills()
    db.session.flush()
    rows = _Rows(city)
    for number, piece in enumerate(_pieces(city, shelf), 1):
        rows.add(piece)
        if number % TOLD_EVERY == 0 or number == city.size.resources:
            say(f"{number} of {city.size.resources} resources")
        if rows.are_many:
            shelf.write()
            rows.write()
    shelf.write()
    rows.write()


def _pieces(city: City, shelf: Shelf) -> Iterator[Piece]:
    writer, documents = shelf.writer, _Documents(city, shelf)
    states, hers = _states(city), iter(HERS)
    for number, author in enumerate(_authors(city)):
        genre = _chosen(city, GENRE_SHARES)
        if genre is Genre.CLIP:
            work = writer.work(genre, author.stage, author.subject)
            file = shelf.clip(work.skill)
        else:
            work, file = documents.one(author, genre)
        state = states.get(number, VersionState.PUBLISHED)
        if author is city.accounts["teacher"]:
            state = next(hers, state)
        yield Piece(author, work, file, state, _chosen(city, VISIBILITY_SHARES), _days_ago(city, state))


def _days_ago(city: City, state: VersionState) -> int:
    if state in RECENT:
        return city.draw.randint(0, RECENT[state])
    return min(900, int(city.draw.expovariate(1 / 150)))


def _states(city: City) -> dict[int, VersionState]:
    """Which resources, by number, are not simply published."""
    left, states = list(range(city.size.resources)), {}
    city.draw.shuffle(left)
    for state, (share, most) in UNFINISHED.items():
        for _one in range(min(most, max(1, city.size.resources * share // 100))):
            states[left.pop()] = state
    return states


def _authors(city: City) -> Iterator[Somebody]:
    """The demo's own people first; then anybody, some much more often than others."""
    cast = [city.accounts["teacher"], *city.cast]
    busy = city.draw.sample(city.teachers, len(city.teachers))
    for number in range(city.size.resources):
        if number < 2 * len(cast):
            yield cast[number % len(cast)]
        else:
            yield busy[int(len(busy) * city.draw.random() ** 2)]


class _Documents:
    """A file of its own for the first resources; later ones share what was written about the same lesson."""

    def __init__(self, city: City, shelf: Shelf):
        self.city, self.shelf, self.writer = city, shelf, shelf.writer
        self.names = {number: name for name, number in city.organisations.items()}
        self.left = city.size.own_files
        self.shared: dict[tuple[Genre, Stage, Subject], list[tuple[Work, Shelved]]] = defaultdict(list)

    def one(self, author: Somebody, genre: Genre) -> tuple[Work, Shelved]:
        if self.left:
            self.left -= 1
            work = self.writer.work(genre, author.stage, author.subject)
            return work, self.shelf.print(work, author.name, self.names[author.organisation_id])
        stock = self.shared[genre, author.stage, author.subject]
        if len(stock) < COPIES_OF_A_FIELD:
            work = self.writer.work(genre, author.stage, author.subject)
            stock.append((work, self.shelf.note(work)))
            return stock[-1]
        work, file = self.city.draw.choice(stock)
        return self.writer.again(work), file


class _Rows:
    """Rows of all the library's tables, kept until there are many."""

    def __init__(self, city: City):
        self.city = city
        self.skills = {skill.name: skill for skill in db.session.scalars(sa.select(MicroSkill))}
        self._held = ResourceFile(file=StoredFile())
        self._version = ResourceVersion(skill=MicroSkill(), files=[self._held])  # belongs to no session
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
        city, author = self.city, piece.author
        made_at = utcnow() - timedelta(days=piece.days_ago, minutes=city.draw.randint(0, 900))
        resource = {
            "id": city.ids.next(Resource),
            "author_id": author.id,
            "organisation_id": author.organisation_id,
            "made_at": made_at,
        }
        name = shown_name(piece.work.title, piece.file.type)
        version = {
            "id": city.ids.next(ResourceVersion),
            "resource_id": resource["id"],
            "author_id": author.id,
            "organisation_id": author.organisation_id,
            "number": 1,
            "made_at": made_at,
            "state": piece.state,
            "submitted_at": None,
            "published_at": None,
            "reviewer_id": None,
            "digest": "",
            "approved_digest": None,
        } | self._fields(piece)
        self.rows[Resource].append(resource)
        self.rows[ResourceVersion].append(version)
        self.rows[ResourceFile].append(
            {
                "id": city.ids.next(ResourceFile),
                "version_id": version["id"],
                "file_id": piece.file.id,
                "name": name,
                "position": 0,
            }
        )
        if piece.state is not VersionState.DRAFT:
            self._review(piece, version, self._digest(version, piece, name), made_at)

    def _fields(self, piece: Piece) -> Row:
        draw, lesson = self.city.draw, piece.work.lesson
        pupils = piece.work.genre is Genre.CLIP and draw.random() < 0.2
        return {
            "title": piece.work.title,
            "summary": piece.work.summary,
            "skill_id": self.skills[piece.work.skill].id,
            "subject": lesson.subject,
            "stage": lesson.stage,
            "kind": KINDS[piece.work.genre],
            "licence": _chosen(self.city, LICENCE_SHARES),
            "source": draw.choice(SOURCES),
            "pupils_recognisable": pupils,
            "consent_reference": f"学校存档，{piece.days_ago % 9 + 1}号卷" if pupils else "",
            "visibility": Visibility.SCHOOL if pupils else piece.visibility,
        }

    def _review(self, piece: Piece, version: Row, digest: str, made_at: datetime) -> None:
        """The moves that led to the state it is in, each at its time."""
        reviewer = self._reviewer(piece.author)
        asked = min(made_at + timedelta(hours=self.city.draw.randint(1, 40)), utcnow() - timedelta(hours=2))
        taken_on, decided = asked + timedelta(minutes=40), asked + timedelta(minutes=90)
        version |= {"digest": digest, "submitted_at": asked}
        self._move(version, piece.author.id, VersionState.DRAFT, VersionState.SUBMITTED, asked)
        if piece.state is VersionState.SUBMITTED:
            return
        version["reviewer_id"] = reviewer.id
        self._move(version, reviewer.id, VersionState.SUBMITTED, VersionState.IN_REVIEW, taken_on)
        if piece.state is VersionState.RETURNED:
            reason = self.city.draw.choice(list(NOTES))
            why = {"reasons": [reason.value], "note": NOTES[reason]}
            self._move(version, reviewer.id, VersionState.IN_REVIEW, VersionState.RETURNED, decided, **why)
        elif piece.state is not VersionState.IN_REVIEW:
            version |= {"approved_digest": digest, "published_at": decided}
            self._move(version, reviewer.id, VersionState.IN_REVIEW, VersionState.PUBLISHED, decided)
        if piece.state is VersionState.WITHDRAWN:
            taken_down = min(decided + timedelta(days=20), utcnow())
            why = {"note": "有学生正脸，家长要求撤下。"}
            self._move(version, piece.author.id, VersionState.PUBLISHED, VersionState.WITHDRAWN, taken_down, **why)

    def _digest(self, version: Row, piece: Piece, name: str) -> str:
        """As the model computes it, so that a later publication of the same content is the same content."""
        self._held.name, self._held.file.sha256 = name, piece.file.sha256
        self._version.skill.code = self.skills[piece.work.skill].code
        # Past the instrumentation: it would notice a hundred thousand times what is never written.
        self._version.__dict__ |= {field: version[field] for field in FIELDS if field != "skill"}
        return self._version.content_digest()

    def _reviewer(self, author: Somebody) -> Somebody:
        reviewers = self.city.staff[Role.REVIEWER]
        near = [reviewer for reviewer in reviewers if reviewer.county_id in (None, author.county_id)]
        return self.city.draw.choice(near)

    def _move(self, version: Row, by: int, was: VersionState, became: VersionState, at: datetime, **why) -> None:
        move = {"version_id": version["id"], "by_id": by, "was": was, "became": became, "at": at}
        move |= {"id": self.city.ids.next(ResourceMove), "digest": version["digest"], "reasons": [], "note": ""}
        self.rows[ResourceMove].append(move | why)


def _chosen(city: City, shares: dict):
    return city.draw.choices(list(shares), weights=list(shares.values()))[0]
