"""Programmes and cohorts in every phase, the counties' seats, and cases at every step of the chain."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from teachnet.demo.cast import HOME_COUNTY, HOME_SCHOOL
from teachnet.demo.places import PLACES, Place
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.chain import CANCELLED_FOR, Case, Clerks, Move, moves_of
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.curriculum import CURRICULUM
from teachnet.demo.seed.plan import CANCELLED_ON, MIXES, Plan
from teachnet.demo.trade import STAGES, SUBJECTS
from teachnet.training.chain import ENDED, FINISHED, EnrolmentState
from teachnet.training.models import (
    Cohort,
    CohortMove,
    CohortState,
    Enrolment,
    EnrolmentMove,
    Programme,
    ProgrammeMove,
    ProgrammeState,
    QuotaLine,
    SchoolType,
    SeatMove,
    SeatReason,
)

S = EnrolmentState
STATES = {"planned": CohortState.PLANNED, "cancelled": CohortState.CANCELLED}  # all others are announced
ASKED_FOR = 1.4  # cases for each seat, where there are enough teachers

# The demo teacher has a place to confirm and a cohort behind her; all others are still open to her.
HER_CASES = {"小学数学骨干教师培训（第2期）": S.ADMITTED, "数字素养全员培训（第1期）": S.COMPLETED}


def fill(city: City) -> None:
    training = _Training(city)
    for programme in CURRICULUM["programmes"]:
        training.add(programme)
    training.write()


class _Training:
    def __init__(self, city: City):
        self.city = city
        self.clerks = Clerks(city)
        self.her = city.accounts["teacher"]
        self.rows: dict[type, list[Row]] = {
            model: []
            for model in (Programme, ProgrammeMove, Cohort, CohortMove, QuotaLine, SeatMove, Enrolment, EnrolmentMove)
        }
        self.busy: dict[int, list[tuple[date, date]]] = defaultdict(list)  # when a teacher is in a cohort

    def write(self) -> None:
        for model, rows in self.rows.items():
            insert(model, rows)

    def add(self, told: dict) -> None:
        plans = list(self._plans(told))
        is_planned = all(plan.phase == "planned" for plan in plans)
        programme = {
            "id": self.city.ids.next(Programme),
            "title": told["title"],
            "kind": told["kind"],
            "year": self.city.today.year,
            "document_number": f"淄教师字〔{self.city.today.year}〕{told['number']}号",
            "hours": told["hours"],
            "about": told["about"],
            "state": ProgrammeState.DRAFT if is_planned else ProgrammeState.APPROVED,
            "made_at": self.city.moment(min(plan.starts for plan in plans) - 60),
            "version": 1,
        }
        self.rows[Programme].append(programme)
        if not is_planned:
            self._record(
                ProgrammeMove, programme["made_at"], programme_id=programme["id"], was="draft", became="approved"
            )
        for number, plan in enumerate(plans, 1):
            self._add_class(told, programme, number, plan)

    def _plans(self, told: dict) -> Iterator[Plan]:
        """A real city repeats its cohorts; what everybody attends is held as often as it takes to seat them."""
        for line in told["cohorts"]:
            plan = Plan.read(line)
            yield plan
            if plan.phase == "everybody":
                times = -(-len(self.city.teachers) // plan.seats)
                for number in range(2, times + 1):
                    yield Plan(f"第{number}期", plan.starts - 3 * number, plan.days, plan.seats, plan.phase)
            elif plan.phase == "done":
                for number in range(1, self.city.size.repeats):
                    yield Plan(
                        f"往期{number}", plan.starts - self.city.size.apart * number, plan.days, plan.seats, plan.phase
                    )

    def _add_class(self, told: dict, programme: Row, number: int, plan: Plan) -> None:
        is_near = plan.phase in ("running", "confirming")  # the demo's host has one cohort at work and one to come
        place = HOME_COUNTY if is_near else self.city.draw.choice(PLACES[1:]).short_name
        host = self.clerks.host_of[self.city.counties[place]]
        cohort = {
            "id": self.city.ids.next(Cohort),
            "programme_id": programme["id"],
            "title": f"{told['title']}（{plan.title}）",
            "number": number,
            "stage": STAGES.get(told.get("stage")),
            "subject": SUBJECTS.get(told.get("subject")),
            "seats": plan.seats,
            "allocated": 0,
            "host_organisation_id": host.organisation_id,
            "host_id": host.id,
            "state": STATES.get(plan.phase, CohortState.ANNOUNCED),
            "version": 1,
        } | plan.dates(self.city.today)
        if plan.phase == "done" and plan.starts < -180:
            cohort["state"] = CohortState.CLOSED
        self.rows[Cohort].append(cohort)
        announced_at = self.city.moment((cohort["opens_on"] - self.city.today).days - 3)
        if plan.phase != "planned":
            self._record(CohortMove, announced_at, cohort_id=cohort["id"], was="planned", became="announced")
        if cohort["state"] is CohortState.CLOSED:
            closed_at = self.city.moment(plan.starts + plan.days + 20)
            self._record(CohortMove, closed_at, cohort_id=cohort["id"], was="announced", became="closed")
        if cohort["state"] is CohortState.CANCELLED:
            told_why = {"was": "announced", "became": "cancelled", "note": CANCELLED_FOR}
            self._record(CohortMove, self.city.moment(CANCELLED_ON), cohort_id=cohort["id"], **told_why)
        lines = self._lines(cohort, plan, told.get("rural_percent"), announced_at)
        for line in lines if MIXES[plan.phase] else ():
            self._add_line(cohort, plan, line, host, programme["hours"] * 60)

    def _record(self, model: type, at: datetime, **fields) -> None:
        by = self.city.accounts["city"].id
        self.rows[model].append({"id": self.city.ids.next(model), "by_id": by, "note": "", "at": at} | fields)

    def _lines(self, cohort: Row, plan: Plan, rural_percent: int | None, at: datetime) -> list[Row]:
        """So many seats for each county; where the programme says so, some of them for its rural schools."""
        lines = []
        for place, seats in _shared_out(plan.seats).items():
            county, rural = self.city.counties[place.short_name], seats * (rural_percent or 0) // 100
            parts = {SchoolType.RURAL: rural, SchoolType.URBAN: seats - rural} if rural_percent else {None: seats}
            lines += [self._line(cohort, county, school_type, part, at) for school_type, part in parts.items() if part]
        cohort["allocated"] = sum(line["seats"] for line in lines)
        return lines

    def _line(self, cohort: Row, county: int, school_type: SchoolType | None, seats: int, at: datetime) -> Row:
        line = {
            "id": self.city.ids.next(QuotaLine),
            "cohort_id": cohort["id"],
            "county_id": county,
            "school_type": school_type,
            "is_hard": school_type is None,
            "seats": seats,
            "used": 0,
        }
        self.rows[QuotaLine].append(line)
        told = {"line_id": line["id"], "seats": seats, "reason": SeatReason.ALLOTTED, "document_number": ""}
        self._record(SeatMove, at, **told)
        return line

    def _add_line(self, cohort: Row, plan: Plan, line: Row, host: Somebody, minutes: int) -> None:
        teachers = self._candidates(cohort, line)[: round(line["seats"] * ASKED_FOR)]
        rank = 0
        for teacher, state in zip(teachers, self._states(plan, len(teachers)), strict=True):
            state = HER_CASES[cohort["title"]] if teacher is self.her else state
            if state.holds_seat and line["used"] >= line["seats"]:
                state = S.RESERVE if plan.phase not in ("done", "everybody", "open") else S.REJECTED
            line["used"] += state.holds_seat
            rank += state is S.RESERVE
            if state not in ENDED:
                self.busy[teacher.id].append((cohort["starts_on"], cohort["ends_on"]))
            case = Case(teacher, state, self._is_own(state), host)
            self._add_case(cohort, line, case, rank if state is S.RESERVE else None, minutes)

    def _is_own(self, state: EnrolmentState) -> bool:
        return state in (S.APPLIED, S.RETURNED_TO_TEACHER) or self.city.draw.random() < 0.5

    def _attended(self, state: EnrolmentState, minutes: int) -> int | None:
        """Most are there for all of it; some miss half a day, and who does not complete missed a third."""
        if state not in FINISHED:
            return None
        return minutes * 2 // 3 if state is S.NOT_COMPLETED else minutes - self.city.draw.choice((0, 0, 0, 180))

    def _states(self, plan: Plan, count: int) -> Iterator[EnrolmentState]:
        """As the mix says, exactly where there are many; those who hold a seat come first."""
        mix = MIXES[plan.phase]
        drawn = self.city.draw.choices(list(mix), weights=list(mix.values()), k=count)
        return iter(sorted(drawn, key=lambda state: not state.holds_seat))

    def _candidates(self, cohort: Row, line: Row) -> list[Somebody]:
        """Teachers of the field with free days, in no order; the demo's own first, so that their desks are full."""
        free = [
            teacher
            for teacher in self.city.teachers_of(line["county_id"], cohort["stage"], cohort["subject"])
            if line["school_type"] in (None, SchoolType.of(teacher))
            and not any(
                starts <= cohort["ends_on"] and ends >= cohort["starts_on"] for starts, ends in self.busy[teacher.id]
            )
        ]
        self.city.draw.shuffle(free)
        home = self.city.organisations[HOME_SCHOOL]
        free.sort(key=lambda teacher: (teacher is not self.her, teacher.organisation_id != home))
        return [teacher for teacher in free if teacher is not self.her or cohort["title"] in HER_CASES]

    def _add_case(self, cohort: Row, line: Row, case: Case, rank: int | None, minutes: int) -> None:
        teacher, state = case.teacher, case.state
        moves = list(moves_of(case, self.clerks, self.city.draw))
        times = self._times(cohort, state, moves)
        enrolment = {
            "id": self.city.ids.next(Enrolment),
            "cohort_id": cohort["id"],
            "teacher_id": teacher.id,
            "line_id": line["id"],
            "school_id": teacher.organisation_id,
            "nominated_by_id": None if case.is_own else self.clerks.school(teacher).id,
            "state": state,
            "reserve_rank": rank,
            "offered_until": self.city.today + timedelta(days=2) if case.state is S.OFFERED else None,
            "moved_by_id": moves[-1].by.id,
            "moved_at": times[-1],
            "made_at": times[0],
            "attended_minutes": self._attended(state, minutes),
            "version": len(moves),
        }
        self.rows[Enrolment].append(enrolment)
        for move, at in zip(moves, times, strict=True):
            self.rows[EnrolmentMove].append(
                {
                    "id": self.city.ids.next(EnrolmentMove),
                    "enrolment_id": enrolment["id"],
                    "by_id": move.by.id,
                    "was": move.was,
                    "became": move.became,
                    "note": move.note,
                    "at": at,
                }
            )

    def _times(self, cohort: Row, state: EnrolmentState, moves: list[Move]) -> list[datetime]:
        """In office hours from the opening to the last day for it, in the class when it happens; never after now."""
        last_day = cohort["confirm_by"] if state.holder is None else cohort["county_review_by"]
        first, last, starts, ends = (
            (day - self.city.today).days
            for day in (cohort["opens_on"], last_day, cohort["starts_on"], cohort["ends_on"])
        )
        days = {S.ARRIVED: starts, S.DROPPED_OUT: starts, S.REMOVED: starts, S.COMPLETED: ends, S.NOT_COMPLETED: ends}
        last = min(last, CANCELLED_ON - 1 if state is S.CANCELLED else 0)
        days[S.CANCELLED] = CANCELLED_ON
        return sorted(self.city.moment(days.get(move.became, self.city.draw.randint(first, last))) for move in moves)


def _shared_out(seats: int) -> dict[Place, int]:
    """By the size of the counties; what is left over goes to the biggest."""
    total = sum(place.share for place in PLACES)
    shares = {place: seats * place.share // total for place in PLACES}
    for place in sorted(PLACES, key=lambda place: -place.share)[: seats - sum(shares.values())]:
        shares[place] += 1
    return shares
