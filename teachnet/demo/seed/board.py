"""Boards of the classes that run or are over: two announcements each, and what learners thought of the last days."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.board.models import BoardPost, Reflection
from teachnet.db import db
from teachnet.demo.seed.bulk import insert
from teachnet.demo.seed.city import City
from teachnet.training.models import ON_ROSTER, Cohort, CohortState, Enrolment

LATEST = 40  # classes that have a board, the latest first
WRITERS = 12  # of a class that runs
POSTS = (
    ("报到须知", "请携带身份证和校服工作牌，8:10前到报告厅门口扫码签到。住宿统一安排，用餐在一楼餐厅。"),
    ("第二天下午改在微格教室", "分组研磨调整到三楼微格教室，请各组带好自己的课堂片段，每组20分钟。"),
)
THOUGHTS = (
    "以前提完问题马上叫人，今天数了数，自己平均只等了一秒。回去先练候答五秒。",
    "追问的三种句式很好用，明天在自己班里试“你是怎么想到的”。",
    "听课只看学生这一招让我重新看了自己的课，学生真正动脑的时间不到一半。",
    "小组里城里老师和我们乡村老师一起磨课，差距不在条件，在问题的质量。",
    "板书生成的例子记下来了，准备和教研组一起做一次课例研讨。",
)


def fill(city: City) -> None:
    posts, reflections = [], []
    begun = (Cohort.state == CohortState.ANNOUNCED) & (Cohort.starts_on <= city.today) & Cohort.host_id.is_not(None)
    columns = (Cohort.id, Cohort.host_id, Cohort.starts_on, Cohort.ends_on)
    for cohort in db.session.execute(sa.select(*columns).where(begun).order_by(Cohort.starts_on.desc()).limit(LATEST)):
        ago = (cohort.starts_on - city.today).days
        for number, (title, text) in enumerate(POSTS):
            post = {"id": city.ids.next(BoardPost), "cohort_id": cohort.id, "title": title, "text": text}
            posts.append(post | {"by_id": cohort.host_id, "at": city.moment(ago + number - 1)})
        if cohort.ends_on >= city.today:
            reflections += _reflections(city, cohort)
    insert(BoardPost, posts)
    insert(Reflection, reflections)


def _reflections(city: City, cohort: sa.Row) -> list[dict]:
    """Of yesterday and the day before, as far as the class had begun."""
    there = sa.select(Enrolment.id).where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(ON_ROSTER))
    cases = db.session.scalars(there.order_by(Enrolment.id).limit(WRITERS)).all()
    return [
        {
            "id": city.ids.next(Reflection),
            "enrolment_id": case,
            "day": day,
            "text": city.draw.choice(THOUGHTS),
            "written_at": city.moment((day - city.today).days),
        }
        for day in (city.today - timedelta(days=2), city.today - timedelta(days=1))
        if day >= cohort.starts_on
        for case in cases
    ]
