"""How a case came to where it is: who moved it, from where to where, with which words."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from teachnet.accounts.models import Role
from teachnet.demo.seed.city import City, Somebody
from teachnet.training.chain import EnrolmentState, Holder

S = EnrolmentState

# From the beginning to the end of the cohort. A school's nomination begins with the county.
WAY = (S.APPLIED, S.COUNTY_REVIEW, S.CITY_REVIEW, S.PROVISIONAL, S.ADMITTED, S.CONFIRMED, S.ARRIVED, S.COMPLETED)

# What is off that way, and from where one gets there.
TURNS = {
    S.RETURNED_TO_TEACHER: S.APPLIED,
    S.RETURNED_TO_SCHOOL: S.COUNTY_REVIEW,
    S.RETURNED_TO_COUNTY: S.CITY_REVIEW,
    S.RESERVE: S.CITY_REVIEW,
    S.OFFERED: S.RESERVE,
    S.REJECTED: S.COUNTY_REVIEW,
    S.WITHDRAWN: S.COUNTY_REVIEW,
    S.DECLINED: S.ADMITTED,
    S.CANCELLED: S.COUNTY_REVIEW,
    S.NOT_COMPLETED: S.ARRIVED,
    S.DROPPED_OUT: S.ARRIVED,
    S.REMOVED: S.ARRIVED,
}
BY_THE_HOST = (S.ARRIVED, S.COMPLETED, S.NOT_COMPLETED, S.DROPPED_OUT)
BY_THE_TEACHER = (S.CONFIRMED, S.DECLINED, S.WITHDRAWN)

CANCELLED_FOR = "报名人数不足，本期不再举办，请报下一期。"
NOTES = {
    S.APPLIED: ("想把“候答”练出来，回校带着教研组一起做。", "任教九年，第一次报名。", "去年带毕业班，没有参加。", ""),
    S.COUNTY_REVIEW: ("校内公示三天，无异议。", "教学成绩突出，同意推荐。", ""),
    S.RETURNED_TO_TEACHER: ("请补写三百字的研修计划。", "培训时间与期末监考冲突，请确认能否参加。"),
    S.RETURNED_TO_SCHOOL: ("职称证书看不清，请重传。", "请说明近三年是否参加过同类培训。"),
    S.RETURNED_TO_COUNTY: ("乡村教师比例不足，请调整名单后再报。", "请核对任教学科。"),
    S.RESERVE: ("名额已满，列入备选。", "乡村教师优先，列入备选。"),
    S.REJECTED: ("近三年参加过同类培训，把机会留给其他老师。", "现任学科与本班不符。"),
    S.WITHDRAWN: ("培训期间家中有事。", "已调整到下一期。"),
    S.NOT_COMPLETED: ("缺勤超过五分之一。", "结业作业未交。"),
    S.DROPPED_OUT: ("身体不适，中途返校。", "学校有紧急工作安排。"),
    S.REMOVED: ("请人代签到，经核实属实。",),
    S.CANCELLED: (CANCELLED_FOR,),
    S.DECLINED: ("本人产假，不能参加。", "学校临时安排外出听课。"),
}


@dataclass(frozen=True)
class Case:
    teacher: Somebody
    state: EnrolmentState
    is_own: bool
    host: Somebody


@dataclass(frozen=True)
class Move:
    was: EnrolmentState | None
    became: EnrolmentState
    by: Somebody
    note: str


class Clerks:
    """Who decides for whom."""

    def __init__(self, city: City):
        self.city = city.accounts["city"]
        self._schools = {clerk.organisation_id: clerk for clerk in city.staff[Role.SCHOOL_ADMIN]}
        self._counties = _first_of_each_county(city.staff[Role.COUNTY_ADMIN])
        self.host_of = _first_of_each_county(city.staff[Role.HOST])

    def school(self, teacher: Somebody) -> Somebody:
        return self.of_school(teacher.organisation_id)

    def of_school(self, organisation: int) -> Somebody:
        return self._schools[organisation]

    def county(self, teacher: Somebody) -> Somebody:
        return self._counties[teacher.county_id]

    def who_has(self, state: EnrolmentState, teacher: Somebody) -> Somebody:
        """Whoever moves a case on from this state."""
        if state.holder is Holder.SCHOOL:
            return self.school(teacher)
        return self.county(teacher) if state.holder is Holder.COUNTY else self.city


def _first_of_each_county(staff: list[Somebody]) -> dict[int | None, Somebody]:
    return {clerk.county_id: clerk for clerk in reversed(staff)}


def moves_of(case: Case, clerks: Clerks, draw: Random) -> Iterator[Move]:
    was = None
    for became in _steps_to(case.state)[0 if case.is_own else 1 :]:
        if was is None:
            by = case.teacher if case.is_own else clerks.school(case.teacher)
        elif became in BY_THE_HOST:
            by = case.host
        elif became is S.CANCELLED:
            by = clerks.city
        else:
            by = case.teacher if became in BY_THE_TEACHER else clerks.who_has(was, case.teacher)
        yield Move(was, became, by, draw.choice(NOTES.get(became, ("",))))
        was = became


def _steps_to(state: EnrolmentState) -> tuple[EnrolmentState, ...]:
    before = TURNS.get(state)
    return (*_steps_to(before), state) if before else WAY[: WAY.index(state) + 1]
