"""Public notices: one that is running, with objections in each state; those of cohorts whose people were admitted; and
a list that waits to be published."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import CITY_TIME, db
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City
from teachnet.notices.models import Notice, NoticeLine, Objection, ObjectionMove, ObjectionState
from teachnet.notices.models.objection import hash_of, new_reference
from teachnet.notices.working_days import period_after
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, Programme, QuotaLine

S = ObjectionState
PUBLISHED = -1  # days from today
BEFORE_CONFIRMING = 18  # days from the publication of a list to the last day for confirming
CLOSED_BEFORE_CONFIRMING = 9
WORKING_DAYS, READABLE_DAYS = 5, 30

TELEPHONE = "市教师发展中心 0533-0000000（工作日 9:00–11:30，14:00–17:00）"
TEXT = (
    "经学校推荐、区县审核、市级审核，拟录取下列教师参加本期培训，现予公示。公示期内如有异议，请署实名并提供可以核实的"
    "情况，在本页填写，或来电、来信反映。"
)
# (text, whose name, how to be reached, is it about somebody on the list, how far it is, the answer)
OBJECTIONS = (
    ("名单中有一位教师本学期已调离原学校，请核实。", "刘建国", "13800000001", True, S.RECEIVED, ""),
    ("我校推荐三人，公示两人，请问另一人的结果。", "王秀英", "xiuying.wang@example.com", False, S.EXAMINED, ""),
    ("该教师今年已参加过同类培训。", "陈志强", "13800000002", True, S.UPHELD, "经查属实，本期不再录取。"),
    ("学校名称写成了旧名。", "赵敏", "13800000003", False, S.NOT_UPHELD, "学校更名文件尚未生效，公示沿用现名。"),
)  # fmt: skip
WAYS = {
    S.RECEIVED: (S.RECEIVED,),
    S.EXAMINED: (S.RECEIVED, S.EXAMINED),
    S.UPHELD: (S.RECEIVED, S.EXAMINED, S.UPHELD),
    S.NOT_UPHELD: (S.RECEIVED, S.EXAMINED, S.NOT_UPHELD),
}


def fill(city: City) -> None:
    by_cohort = _lists((EnrolmentState.PROVISIONAL,))
    if by_cohort:
        longest = max(by_cohort, key=lambda cohort: len(by_cohort[cohort]))  # any other one waits to be published
        running = _notice(city, longest, by_cohort[longest], city.moment(PUBLISHED))
        db.session.execute(sa.update(Cohort).where(Cohort.id == longest.id).values(is_on_notice=True))
        _add_objections(city, running)
    for cohort, cases in _lists((EnrolmentState.ADMITTED, EnrolmentState.CONFIRMED)).items():
        ahead = (cohort.confirm_by - city.today).days
        if cohort.confirm_by <= city.today + timedelta(days=CLOSED_BEFORE_CONFIRMING):
            closed_at = city.moment(ahead - CLOSED_BEFORE_CONFIRMING)
            _notice(city, cohort, cases, city.moment(ahead - BEFORE_CONFIRMING), closed_at=closed_at)


def _lists(states: Sequence[EnrolmentState]) -> dict[sa.Row, list[sa.Row]]:
    """Lines about a cohort that has not ended, with those of its cases in these states, in the order of a list."""
    county = sa.orm.aliased(Organisation)
    cohorts = (
        sa.select(Cohort.id, Cohort.title, Cohort.confirm_by, Programme.document_number)
        .join(Cohort.programme)
        .where(~Cohort.over_now(), Cohort.enrolments.any(Enrolment.state.in_(states)))
        .order_by(Cohort.id)
    )
    columns = (
        Enrolment.id,
        Person.name,
        Person.stage,
        Person.subject,
        Organisation.name.label("school_name"),
        county.short_name.label("county_name"),
    )
    cases = (
        sa.select(*columns)
        .join(Enrolment.teacher)
        .join(Enrolment.school)
        .join(Enrolment.line)
        .join(county, county.id == QuotaLine.county_id)
        .where(Enrolment.state.in_(states))
        .order_by(county.code, Organisation.name, Person.name_pinyin, Enrolment.id)
    )
    return {
        cohort: db.session.execute(cases.where(Enrolment.cohort_id == cohort.id)).all()
        for cohort in db.session.execute(cohorts)
    }


def _notice(
    city: City, cohort: sa.Row, cases: Sequence[sa.Row], published_at: datetime, *, closed_at: datetime | None = None
) -> list[Row]:
    """Answers with its lines."""
    first_day, last_day = period_after(published_at.astimezone(CITY_TIME).date(), WORKING_DAYS)
    office = city.accounts["city"].id
    notice = {
        "id": city.ids.next(Notice),
        "cohort_id": cohort.id,
        "title": f"关于{cohort.title}拟录取学员名单的公示",
        "document_number": cohort.document_number,
        "text": TEXT,
        "telephone": TELEPHONE,
        "working_days": WORKING_DAYS,
        "readable_days": READABLE_DAYS,
        "people": len(cases),
        "first_day": first_day,
        "last_day": last_day,
        "readable_until": last_day + timedelta(days=READABLE_DAYS),
        "published_at": published_at,
        "published_by_id": office,
        "closed_at": closed_at,
        "closed_by_id": office if closed_at else None,
        "withdrawn_for": "",
    }
    lines = [
        {
            "id": city.ids.next(NoticeLine),
            "notice_id": notice["id"],
            "enrolment_id": case.id,
            "position": position,
            "name": case.name,
            "school_name": case.school_name,
            "county_name": case.county_name,
            "stage": case.stage,
            "subject": case.subject,
        }
        for position, case in enumerate(cases, 1)
    ]
    insert(Notice, [notice])
    insert(NoticeLine, lines)
    return lines


def _add_objections(city: City, lines: list[Row]) -> None:
    objections, moves = [], []
    for text, name, contact, is_about_one, state, answer in OBJECTIONS:
        way = WAYS[state]
        times = sorted(city.moment(0) for _step in way)
        objection = {
            "id": city.ids.next(Objection),
            "notice_id": lines[0]["notice_id"],
            "line_id": lines[len(objections) % len(lines)]["id"] if is_about_one else None,
            "name": name,
            "contact": contact,
            "text": text,
            "reference_hash": hash_of(new_reference()),
            "by_id": None,
            "state": state,
            "answer": answer,
            "made_at": times[0],
            "version": len(way),
        }
        objections.append(objection)
        for was, became, at in zip(way, way[1:], times[1:], strict=False):
            moves.append(
                {
                    "id": city.ids.next(ObjectionMove),
                    "objection_id": objection["id"],
                    "by_id": city.accounts["city"].id,
                    "was": was,
                    "became": became,
                    "note": answer if became.is_decided else "",
                    "at": at,
                }
            )
    insert(Objection, objections)
    insert(ObjectionMove, moves)
