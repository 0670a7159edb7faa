"""Who wrote what for the library, when, and how far it has come."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import sqlalchemy as sa
from docx import Document

from teachnet.accounts.models import Stage, Subject
from teachnet.db import db
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.resources import Piece, Resources
from teachnet.demo.seed.shelf import Shelf, Shelved
from teachnet.demo.texts import Genre, Work
from teachnet.files.codes import Code, Setback
from teachnet.files.models import Made, Preparation, PreparationState
from teachnet.library.models import MicroSkill, ResourceFile, ResourceVersion, VersionState, Visibility
from teachnet.library.models.skill import LEVEL_ONE, ensure_micro_skills
from teachnet.uploads.models import ResumableUpload, Upload, UploadState

GENRE_SHARES = {Genre.CLIP: 28, Genre.PLAN: 36, Genre.SLIDES: 18, Genre.CASE: 18}
VISIBILITY_SHARES = {Visibility.CITY: 62, Visibility.COUNTY: 14, Visibility.SCHOOL: 13, Visibility.PUBLIC: 11}
TOLD_EVERY = 10_000
COPIES_OF_A_FIELD = 15  # documents of one genre, stage and subject that later resources share
LOOK_ALIKES = 2  # plans that are there again with a few words changed
NOTED, NOTED_EVERY = 60, 5  # of the first resources, how often one holds its words as a second file
REVISED = 30  # one in so many has had a first version, replaced since

# How many of a hundred are not simply published; and how many at most, for nobody reviews a thousand.
UNFINISHED = {
    VersionState.DRAFT: (5, 400),
    VersionState.SUBMITTED: (6, 90),
    VersionState.IN_REVIEW: (3, 24),
    VersionState.RETURNED: (4, 60),
    VersionState.WITHDRAWN: (1, 200),
}
RECENT = {  # days: what waits has not waited for years
    VersionState.SUBMITTED: 6,
    VersionState.IN_REVIEW: 3,
    VersionState.RETURNED: 9,
    VersionState.DRAFT: 20,
}

LEFT_LYING = 12  # days ago: the third of those in review, whose reviewer has done nothing for a week
# What this city's teachers talk about below the ten, what else they call it, and what nobody says any more.
LOCAL_SKILLS = {
    "questioning": [
        ("追问", ["连续追问", "深度追问"]),
        ("候答", ["等待时间", "候答时间"]),
        ("理答", ["回应学生", "反馈"]),
    ],
    "management": [("小组合作", ["合作学习", "小组学习"])],
    "demonstration": [("信息化演示", ["多媒体演示", "白板演示"])],
    "reinforcement": [("作业讲评", ["讲评", "试卷讲评"])],
}
RETIRED_SKILL = ("demonstration", "挂图演示", ["教学挂图"])

# What the demo teacher has handed in, in this order.
HERS = (VersionState.RETURNED, VersionState.PUBLISHED, VersionState.PUBLISHED)


def fill(city: City, shelf: Shelf, say: Callable[[str], None]) -> None:
    ensure_micro_skills()
    db.session.flush()
    _add_local_skills()
    rows = Resources(city)
    kept: list[Piece] = []
    for number, piece in enumerate(_pieces(city, shelf), 1):
        rows.add(piece)
        if len(kept) < LOOK_ALIKES and piece.state is VersionState.PUBLISHED and piece.work.genre is Genre.PLAN:
            kept.append(piece)
        if number % TOLD_EVERY == 0 or number == city.size.resources:
            say(f"{number} of {city.size.resources} resources")
        if rows.are_many:
            shelf.write()
            rows.write()
    for piece in _for_the_editors(city, shelf, kept):
        rows.add(piece)
    shelf.write()
    rows.write()
    _leave_on_the_way(city)


def _leave_on_the_way(city: City) -> None:
    """What the demo teacher has to look after: a text that could not be read, a film that was refused, a file that
    waits for its form."""
    teacher = city.accounts["teacher"].id
    hers = (
        sa.select(ResourceFile)
        .join(ResourceFile.version)
        .where(ResourceVersion.author_id == teacher, ResourceVersion.state == VersionState.RETURNED)
        .order_by(ResourceFile.position.desc())
    )
    held = db.session.scalars(hers).first()
    if held is not None:
        failed = Preparation(file_id=held.file_id, what=Made.TEXT, state=PreparationState.FAILED, why=Setback.TOO_MUCH)
        waiting = Upload(person_id=teacher, file_id=held.file_id, name="课后反思.txt")
        size = 48_300_000
        refused = ResumableUpload(
            person_id=teacher,
            name="公开课全程.mp4",
            size=size,
            received=size,
            state=UploadState.REFUSED,
            refused_for=Code.TRAILING_DATA,
        )
        db.session.add_all([failed, waiting, refused])
        db.session.flush()


def _add_local_skills() -> None:
    ten = {
        skill.code: skill for skill in db.session.scalars(sa.select(MicroSkill).where(MicroSkill.parent_id.is_(None)))
    }
    for code, own in LOCAL_SKILLS.items():
        for position, (name, other_names) in enumerate(own, 1):
            db.session.add(ten[code].add_below(name, other_names, position=position))
    code, name, other_names = RETIRED_SKILL
    retired = ten[code].add_below(name, other_names, position=9)
    retired.retire()
    db.session.add(retired)
    db.session.flush()


def _for_the_editors(city: City, shelf: Shelf, kept: list[Piece]) -> Iterator[Piece]:
    """What a desk would be empty without: plans that somebody else sent in with a few words changed, and a document in
    which there is nothing to read."""
    others = [author for author in city.teachers if author not in [piece.author for piece in kept]]
    for piece, author in zip(kept, others, strict=False):
        changed = replace(piece.work, sections=piece.work.sections[:-1])
        for work, mark in ((piece.work, "试教稿"), (changed, "改")):  # the words alone, as both are read out of files
            named = replace(work, title=f"{piece.work.title}（{mark}）")
            yield Piece(author, named, shelf.note(work), VersionState.PUBLISHED, Visibility.CITY, 4)
    if kept:
        empty = BytesIO()
        Document().save(empty)
        work = replace(kept[0].work, title="板书照片（文档里没有文字）")
        yield Piece(
            kept[0].author, work, shelf.put(empty.getvalue(), "docx"), VersionState.PUBLISHED, Visibility.CITY, 6
        )


def _pieces(city: City, shelf: Shelf) -> Iterator[Piece]:
    writer, documents = shelf.writer, _Documents(city, shelf)
    states, hers = _states(city), iter(HERS)
    # A visitor finds something of every skill the front page names, whatever the dice say that day.
    unshown, in_review = [name for name, *_others in LEVEL_ONE.values()], 0
    for number, author in enumerate(_authors(city)):
        state = states.get(number, VersionState.PUBLISHED)
        if author is city.accounts["teacher"]:
            state = next(hers, state)
        genre, visibility = city.chosen(GENRE_SHARES), city.chosen(VISIBILITY_SHARES)
        if genre is Genre.CLIP:
            work = writer.work(genre, author.stage, author.subject)
            file = shelf.clip(work.skill)
        elif unshown and state is VersionState.PUBLISHED:
            work, file = documents.one(author, genre, skill=unshown.pop())
            visibility = Visibility.PUBLIC
        else:
            work, file = documents.one(author, genre)
        revised = state is VersionState.PUBLISHED and number % REVISED == REVISED - 1
        days_ago = _days_ago(city, state)
        if state is VersionState.IN_REVIEW:
            in_review += 1
            days_ago = LEFT_LYING if in_review % 3 == 0 else days_ago
        note = shelf.note(work) if number < NOTED and number % NOTED_EVERY == 0 else None
        yield Piece(author, work, file, state, visibility, days_ago, revised, note)


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
    cast = [city.accounts["teacher"], city.accounts["lead"], city.accounts["tutor"], *city.cast]
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

    def one(self, author: Somebody, genre: Genre, skill: str | None = None) -> tuple[Work, Shelved]:
        if self.left or skill:
            self.left = max(0, self.left - 1)
            work = self.writer.work(genre, author.stage, author.subject, skill)
            return work, self.shelf.print(work, author.name, self.names[author.organisation_id])
        stock = self.shared[genre, author.stage, author.subject]
        if len(stock) < COPIES_OF_A_FIELD:
            work = self.writer.work(genre, author.stage, author.subject)
            stock.append((work, self.shelf.note(work)))
            return stock[-1]
        work, file = self.city.draw.choice(stock)
        return self.writer.again(work), file
