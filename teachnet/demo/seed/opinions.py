"""Second opinions on what is under review: one asked of the demo's reviewer, one given to them."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City
from teachnet.library.models import OpinionState, Recommendation, ResourceVersion, SecondOpinion, VersionState

QUESTION = "第二环节的追问，我觉得更像“理答”。放在“提问”下面合适吗？"
ANSWER = "合适。这段主要看教师怎样接着学生的回答再问下去，理答只占半分钟。建议在简介里写一句看点。"
MOST = 3


def fill(city: City) -> None:
    ours = city.accounts["reviewer"].id
    theirs = {reviewer.county_id: reviewer.id for reviewer in city.staff[Role.REVIEWER] if reviewer.county_id}
    counties = {teacher.organisation_id: teacher.county_id for teacher in city.teachers}
    under_review = sa.select(ResourceVersion).where(ResourceVersion.state == VersionState.IN_REVIEW)
    rows = []
    for version in db.session.scalars(under_review.order_by(ResourceVersion.id).limit(MOST)):
        other = theirs.get(counties.get(version.organisation_id))
        if other is not None and not version.is_left_lying:
            rows.append(_row(city, version, ours, other))
    insert(SecondOpinion, rows)


def _row(city: City, version: ResourceVersion, ours: int, other: int) -> Row:
    answered = version.reviewer_id == ours
    return {
        "id": city.ids.next(SecondOpinion),
        "version_id": version.id,
        "author_id": version.author_id,
        "organisation_id": version.organisation_id,
        "asker_id": version.reviewer_id,
        "asked_id": other if answered else ours,
        "digest": version.digest,
        "question": QUESTION,
        "state": OpinionState.ANSWERED if answered else OpinionState.ASKED,
        "recommendation": Recommendation.PUBLISH if answered else None,
        "words": ANSWER if answered else "",
        "asked_at": utcnow() - timedelta(hours=5),
        "answered_at": utcnow() - timedelta(hours=2) if answered else None,
    }
