"""Hours and credits: the rules of the city, what cohorts have brought, claims of earlier years and claims that wait."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
import typst

from teachnet.accounts.models import Person
from teachnet.credits import actions
from teachnet.credits.known import KNOWN
from teachnet.credits.models import (
    AttestedRecord,
    Claim,
    ClaimMove,
    ClaimState,
    CreditRule,
    Level,
    Requirement,
    RuleSet,
    Source,
    Way,
)
from teachnet.db import db
from teachnet.demo.cast import HOME_COUNTY, HOME_SCHOOL
from teachnet.demo.documents import FONTS
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.chain import Clerks
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.shelf import Shelf
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, Programme

S = ClaimState
PROOF = Path(__file__).parent.parent / "proof.typ"
FIRST = -2  # the cycle began so many years ago
AT_ONCE = 500  # people counted in one go


@dataclass(frozen=True)
class Elsewhere:
    """A training that teachers of this city have taken somewhere else."""

    title: str
    organiser: str
    way: Way
    level: Level
    hours: int


TRAININGS = (
    Elsewhere("义务教育课程标准省级研修班", "山东省教师教育网", Way.VIDEO, Level.PROVINCE, 40),
    Elsewhere("国培计划·小学教师作业设计能力提升", "山东师范大学", Way.FACE_TO_FACE, Level.NATIONAL, 56),
    Elsewhere("县域校本教研骨干培训", "鲁中教师发展研究院", Way.RESEARCH, Level.COUNTY, 24),
    Elsewhere("信息技术应用能力提升工程2.0", "山东省电化教育馆", Way.VIDEO, Level.PROVINCE, 50),
    Elsewhere("班主任基本功专题培训", "淄博师范高等专科学校", Way.FACE_TO_FACE, Level.CITY, 32),
)
WAITING = (S.SCHOOL_REVIEW, S.COUNTY_REVIEW, S.COUNTY_REVIEW, S.RETURNED, S.REJECTED, S.WITHDRAWN)
NOTES = {S.RETURNED: "证明上的公章看不清，请重拍。", S.REJECTED: "该培训由学校自行组织，不属申报范围。"}
WAYS_THERE = {
    S.SCHOOL_REVIEW: (S.SCHOOL_REVIEW,),
    S.COUNTY_REVIEW: (S.SCHOOL_REVIEW, S.COUNTY_REVIEW),
    S.ATTESTED: (S.SCHOOL_REVIEW, S.COUNTY_REVIEW, S.ATTESTED),
    S.RETURNED: (S.SCHOOL_REVIEW, S.RETURNED),
    S.REJECTED: (S.SCHOOL_REVIEW, S.COUNTY_REVIEW, S.REJECTED),
    S.WITHDRAWN: (S.SCHOOL_REVIEW, S.WITHDRAWN),
}


def fill(city: City, shelf: Shelf) -> None:
    known, first = KNOWN["shandong"], city.today.year + FIRST
    rules = RuleSet(
        organisation_id=city.organisations["淄博市教育局"],
        title="淄博市中小学教师培训学分管理办法",
        document_number=known.document_number,
        from_year=first,
        first_year=first,
        rules=[CreditRule(**line) for line in known.rules],
        requirements=[Requirement(**line) for line in known.requirements],
    )
    db.session.add(rules)
    db.session.flush()
    claims = _Claims(city, shelf)
    claims.add_all()
    claims.write()
    insert(AttestedRecord, [*claims.records, *_completed(city)])
    _count(city, first)


def _completed(city: City) -> Iterator[Row]:
    """Everybody who has completed a cohort."""
    found = sa.select(Enrolment, Cohort, Programme.hours).join(Enrolment.cohort).join(Cohort.programme)
    for case, cohort, hours in db.session.execute(found.where(Enrolment.state == EnrolmentState.COMPLETED)):
        yield {
            "id": city.ids.next(AttestedRecord),
            "person_id": case.teacher_id,
            "organisation_id": case.school_id,
            "way": Way.FACE_TO_FACE,
            "level": Level.CITY,
            "title": cohort.title,
            "source": Source.ENROLMENT,
            "source_id": case.id,
            "begins_on": cohort.starts_on,
            "ends_on": cohort.ends_on,
            "planned_minutes": hours * 60,
            "minutes": case.attended_minutes,
            "real_minutes": None,
            "passed": True,
            "attested_by_id": case.moved_by_id,
            "attested_at": case.moved_at,
            "voided_because": "",
        }


def count_anew(city: City, people: Sequence[int]) -> None:
    by = db.session.get_one(Person, city.accounts["city"].id)
    for start in range(0, len(people), AT_ONCE):
        actions.recount(people[start : start + AT_ONCE], by=by)
        db.session.expunge_all()


def _count(city: City, first: int) -> None:
    """By the product's own hand; then the first year is closed."""
    people = db.session.scalars(sa.select(AttestedRecord.person_id).distinct().order_by(AttestedRecord.person_id)).all()
    count_anew(city, people)
    actions.close_year(first, by=db.session.get_one(Person, city.accounts["city"].id))


class _Claims:
    def __init__(self, city: City, shelf: Shelf):
        self.city, self.shelf, self.clerks = city, shelf, Clerks(city)
        self.claims: list[Row] = []
        self.moves: list[Row] = []
        self.records: list[Row] = []
        self._typesetter = typst.Compiler(str(PROOF), font_paths=[str(FONTS)], ignore_system_fonts=True)
        self._proofs: dict[tuple[Elsewhere, date], int] = {}

    def add_all(self) -> None:
        """Earlier years of many, most at the demo's own school; and what waits there and in its county now."""
        her, home = self.city.accounts["teacher"], self.city.organisations[HOME_SCHOOL]
        for teacher in self.city.teachers:
            often = 1 if teacher.id == her.id else 0.9 if teacher.organisation_id == home else 0.3
            for ago in (2, 1):
                if self.city.draw.random() < often:
                    self._add(teacher, self.city.draw.choice(TRAININGS), self._day(ago), S.ATTESTED)
        colleagues = [one for one in self.city.teachers if one.organisation_id == home and one.id != her.id]
        neighbours = self.city.teachers_of(self.city.counties[HOME_COUNTY])[-len(WAITING) :]
        for teacher, state in zip([*colleagues[: len(WAITING)], *neighbours], (*WAITING, *WAITING), strict=False):
            self._add(teacher, self.city.draw.choice(TRAININGS), self.city.today - timedelta(days=40), state)
        self._add(her, TRAININGS[0], self.city.today - timedelta(days=45), S.RETURNED)

    def write(self) -> None:
        self.shelf.write()
        insert(Claim, self.claims)
        insert(ClaimMove, self.moves)

    def _day(self, years_ago: int) -> date:
        return date(self.city.today.year - years_ago, self.city.draw.choice((3, 5, 7, 8, 10, 11)), 18)

    def _add(self, teacher: Somebody, training: Elsewhere, ended: date, state: ClaimState) -> None:
        claim_id, began = self.city.ids.next(Claim), ended - timedelta(days=3)
        moves = list(self._moves(claim_id, teacher, ended, state))
        about = {"title": training.title, "way": training.way, "level": training.level}
        days = {"begins_on": began, "ends_on": ended}
        self.claims.append(
            about
            | days
            | {
                "id": claim_id,
                "person_id": teacher.id,
                "school_id": teacher.organisation_id,
                "organiser": training.organiser,
                "minutes": training.hours * 60,
                "file_id": self._proof(training, ended),
                "file_name": "培训学时证明.pdf",
                "state": state,
                "moved_by_id": moves[-1]["by_id"],
                "moved_at": moves[-1]["at"],
                "moved_note": moves[-1]["note"],
                "made_at": moves[0]["at"],
                "version": len(moves),
            }
        )
        self.moves += moves
        if state is S.ATTESTED:
            self.records.append(about | days | self._attested(claim_id, teacher, training, moves[-1]))

    def _attested(self, claim_id: int, teacher: Somebody, training: Elsewhere, move: Row) -> Row:
        return {
            "id": self.city.ids.next(AttestedRecord),
            "person_id": teacher.id,
            "organisation_id": teacher.organisation_id,
            "source": Source.CLAIM,
            "source_id": claim_id,
            "planned_minutes": training.hours * 60,
            "minutes": training.hours * 60,
            "real_minutes": None,
            "passed": True,
            "attested_by_id": move["by_id"],
            "attested_at": move["at"],
            "voided_because": "",
        }

    def _moves(self, claim_id: int, teacher: Somebody, ended: date, state: ClaimState) -> Iterator[Row]:
        first, was = (ended - self.city.today).days, None
        for number, became in enumerate(WAYS_THERE[state]):
            yield {
                "id": self.city.ids.next(ClaimMove),
                "claim_id": claim_id,
                "by_id": self._who_makes(became, was, teacher),
                "was": was,
                "became": became,
                "note": NOTES.get(became, ""),
                "at": self.city.moment(first + 3 + 5 * number),
            }
            was = became

    def _who_makes(self, became: ClaimState, was: ClaimState | None, teacher: Somebody) -> int:
        if was is None or became is S.WITHDRAWN:
            return teacher.id
        return self.clerks.school(teacher).id if was is S.SCHOOL_REVIEW else self.clerks.county(teacher).id

    def _proof(self, training: Elsewhere, day: date) -> int:
        if (training, day) not in self._proofs:
            shown = {
                "title": training.title,
                "organiser": training.organiser,
                "hours": training.hours,
                "day": f"{day.year}年{day.month}月",
            }
            content = self._typesetter.compile(sys_inputs={"proof": json.dumps(shown)}, timestamp=0)
            self._proofs[training, day] = self.shelf.put(content, "pdf").id
        return self._proofs[training, day]
