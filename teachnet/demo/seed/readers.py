"""What the teachers of the demo city say of the library's resources, and how often these are looked at."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.db import db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.library.models import Resource, ResourceVersion, VersionState, Visibility
from teachnet.library.opinions.models import (
    Adoption,
    Collection,
    CollectionItem,
    Comment,
    CommentMove,
    CommentReport,
    CommentState,
    Rating,
    ReportReason,
    ReportState,
    Sharing,
    VisitCount,
)

TALKED_ABOUT = 2000  # resources at most
DAYS = 90
STAR_SHARES = {5: 40, 4: 35, 3: 17, 2: 6, 1: 2}
COMMENTS = (
    "用在三年级的课上，学生第一次主动追问，效果很好。",
    "导入部分可以再短一些，五分钟就够。",
    "板书设计清楚，我照着改了一版给我们班。",
    "请问第二个环节用了多长时间？我们班学生讨论不起来。",
    "候答时间的处理值得学，谢谢分享。",
    "和我们教研组上周讨论的问题正好对上。",
)
RUDE = "这也能算优质课？随便找个人都讲得比这好。"
WHY_HIDDEN = "请就课论课，不要评价老师本人。"
HAPPENED = (
    "保留了追问的三个层次，把例子换成了本地的果园。学生比平时多说了一倍的话，后排也有人举手。",
    "只用了导入和最后的小结。时间还是紧，下次把练习放到课后。",
    "两人一组先说再写，学困生也能开口了。板书照原样，效果清楚。",
    "农村小班用，分组改成全班一起。学生喜欢最后的游戏环节。",
)
CLASSES = ("一年级2班", "二年级1班", "三年级2班", "四年级1班", "五年级3班", "七年级4班", "八年级2班", "高一3班")
COLLECTIONS = (
    ("teacher", "下周公开课参考", Sharing.PRIVATE),
    ("teacher", "追问与候答", Sharing.SCHOOL),
    ("lead", "新教师入门十例", Sharing.CITY),
    ("tutor", "研修组推荐", Sharing.CITY),
)


def fill(city: City) -> None:
    said = _Said(city)
    for resource in db.session.execute(_published()):
        said.of(resource)
    said.collect()
    for model, rows in said.rows.items():
        insert(model, rows)


def _published() -> sa.Select:
    """For everybody in the city to see: whoever says something has seen it."""
    return (
        sa.select(Resource.id, Resource.author_id, Resource.organisation_id, ResourceVersion.published_at)
        .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
        .where(
            ResourceVersion.state == VersionState.PUBLISHED,
            ResourceVersion.visibility.in_([Visibility.CITY, Visibility.PUBLIC]),
        )
        .order_by(Resource.id)
        .limit(TALKED_ABOUT)
    )


class _Said:
    """Rows of all that readers say, kept until all is said."""

    def __init__(self, city: City):
        self.city, self.draw = city, city.draw
        self.rows: dict[type, list[Row]] = {
            model: []
            for model in (Rating, Comment, CommentMove, CommentReport, Adoption, VisitCount, Collection, CollectionItem)
        }
        self.collectable: list[int] = []
        self.is_rude = iter((CommentState.SHOWN, CommentState.HIDDEN, CommentState.SHOWN))

    def of(self, resource: sa.Row) -> None:
        whose = {"resource_id": resource.id, "author_id": resource.author_id}
        whose["organisation_id"] = resource.organisation_id
        liked = self.draw.random()
        readers = [one for one in self.draw.sample(self.city.teachers, 8) if one.id != resource.author_id]
        self.collectable.append(resource.id)
        self._visits(resource, liked)
        for reader in readers[: int(6 * liked)]:
            stars, day = self.city.chosen(STAR_SHARES), self._day(resource)
            self._add(Rating, **whose, person_id=reader.id, stars=stars, rated_on=day)
        for reader in readers[: int(3 * liked)]:
            self._comment(resource, reader, self.draw.choice(COMMENTS))
        for reader in readers[-int(3 * liked) :] if liked > 0.4 else ():
            self._adopt(resource, whose, reader)

    def collect(self) -> None:
        for place, (account, title, sharing) in enumerate(COLLECTIONS, 1):
            owner = self.city.accounts[account]
            about = {"owner_id": owner.id, "organisation_id": owner.organisation_id, "made_at": self.city.moment(-9)}
            made = self._add(Collection, **about, title=title, sharing=sharing)
            chosen = self.draw.sample(self.collectable, min(4 + place, len(self.collectable)))
            for position, resource_id in enumerate(chosen, 1):
                item = {"collection_id": made, "resource_id": resource_id, "position": position}
                self._add(CollectionItem, **item, made_at=about["made_at"])

    def _visits(self, resource: sa.Row, liked: float) -> None:
        """More at the beginning and on working days."""
        age = min(DAYS, (utcnow() - resource.published_at).days)
        for ago in range(0, age + 1, 3):
            day = self.city.today - timedelta(days=ago)
            views = int((1 + 9 * liked) * self.draw.random() * (0.3 if day.weekday() > 4 else 1))
            if views:
                downloads = int(views * self.draw.random() / 2)
                self._add(VisitCount, resource_id=resource.id, day=day, views=views, downloads=downloads)

    def _comment(self, resource: sa.Row, reader: Somebody, text: str) -> None:
        state = self._rude_of(reader)
        at = self.city.moment(-self.draw.randint(0, 20))
        about = {"writer_id": reader.id, "text": text if state is None else RUDE, "made_at": at}
        made = self._add(Comment, resource_id=resource.id, **about, state=state or CommentState.SHOWN)
        if state is None:
            return
        judge, decided = self.city.accounts["city"], min(at + timedelta(hours=6), utcnow())
        is_hidden = state is CommentState.HIDDEN
        report = {"by_id": self.city.accounts["lead"].id, "reason": ReportReason.INSULT, "note": "", "made_at": at}
        outcome = {"state": ReportState.UPHELD, "decided_by_id": judge.id, "decided_at": decided}
        waits = {"state": ReportState.OPEN, "decided_by_id": None, "decided_at": None}
        whose = {"comment_id": made, "writer_id": reader.id}
        self._add(CommentReport, **whose, **report, **(outcome if is_hidden else waits))
        if is_hidden:
            move = {"by_id": judge.id, "was": CommentState.SHOWN, "became": state, "reason": WHY_HIDDEN, "at": decided}
            self._add(CommentMove, **whose, **move)

    def _rude_of(self, reader: Somebody) -> CommentState | None:
        """A few comments are such that an editor has something to decide; the lead reports them, and writes none."""
        if self.draw.random() < 0.8 or reader.id == self.city.accounts["lead"].id:
            return None
        return next(self.is_rude, None)

    def _adopt(self, resource: sa.Row, whose: Row, reader: Somebody) -> None:
        day = self._day(resource)
        lesson = {"class_name": self.draw.choice(CLASSES), "taught_on": day, "told_on": day}
        told = {"what_happened": self.draw.choice(HAPPENED), "made_at": utcnow(), "withdrawn_at": None}
        where = {"teacher_id": reader.id, "school_id": reader.organisation_id, "file_id": None, "file_name": ""}
        self._add(Adoption, **whose, **where, **lesson, **told)

    def _day(self, resource: sa.Row):
        age = min(DAYS, (utcnow() - resource.published_at).days)
        return self.city.today - timedelta(days=self.draw.randint(0, max(0, age)))

    def _add(self, model: type, **fields) -> int:
        made = self.city.ids.next(model)
        self.rows[model].append({"id": made} | fields)
        return made
