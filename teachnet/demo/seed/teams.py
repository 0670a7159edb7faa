"""Research teams with their leads, and sessions held, planned, full and cancelled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from teachnet.accounts.models import Role
from teachnet.db import CITY_TIME, utcnow
from teachnet.demo.cast import HOME_COUNTY
from teachnet.demo.phrases import COMMON
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.curriculum import CURRICULUM
from teachnet.demo.trade import STAGE_NAMES, SUBJECT_NAMES
from teachnet.teams.models import (
    AgendaItem,
    Audience,
    Membership,
    MembershipState,
    OnlineSession,
    SignUp,
    SignUpState,
    Team,
)
from teachnet.teams.models.team import MembershipMove

LARGEST_TEAM = 40
THURSDAY = 3
WEDNESDAY = 2
LINK = "https://meeting.example.com/zibo-{number}"
AGENDA = ((15, 0), (15, 1), (25, 2), (25, 4), (10, 5))  # minutes, which of the common openers

# Weeks from the next session: what has been held, and what comes.
HELD, COMING = (-8, -6, -4, -2), (0, 2)


@dataclass(frozen=True)
class Founded:
    row: Row
    lead: Somebody
    members: list[Somebody]


def fill(city: City) -> None:
    teams = _Teams(city)
    for lead in city.staff[Role.RESEARCH_LEAD]:
        teams.found(lead)
    teams.found(city.accounts["lead"], name=f"{HOME_COUNTY}小学数学青年教师团队", sessions=())
    teams.write()


class _Teams:
    def __init__(self, city: City):
        self.city = city
        self.rows: dict[type, list[Row]] = {
            model: [] for model in (Team, Membership, MembershipMove, OnlineSession, AgendaItem, SignUp)
        }
        self._titles = [line.split(" | ")[0] for line in CURRICULUM["sessions"]["titles"]]

    def write(self) -> None:
        for model, rows in self.rows.items():
            insert(model, rows)

    def found(self, lead: Somebody, name: str = "", sessions: tuple[int, ...] = (*HELD, *COMING)) -> None:
        field = f"{STAGE_NAMES[lead.stage]}{SUBJECT_NAMES[lead.subject]}"
        place = next((name for name, number in self.city.counties.items() if number == lead.county_id), "淄博市")
        team = {
            "id": self.city.ids.next(Team),
            "name": name or f"{place}{field}教研团队",
            "subject": lead.subject,
            "stage": lead.stage,
            "region_id": lead.organisation_id,
            "lead_id": lead.id,
            "purpose": f"研究{field}课堂里的微技能：看片段、改一课、留下可以用的材料。隔周一次，晚上七点。",
            "founded_on": self.city.today - timedelta(days=400),
            "closed_on": None,
        }
        self.rows[Team].append(team)
        members = list(self._members(team, self._teachers(lead)))
        founded = Founded(team, lead, members)
        for week in sessions:
            self._plan(founded, week)
        if lead is self.city.accounts["lead"] and sessions:
            self._plan(founded, 1, seats=8)
            self._plan(founded, -1, cancelled="会场网络检修，改到下周四。")

    def _teachers(self, lead: Somebody) -> list[Somebody]:
        counties = [lead.county_id] if lead.county_id else list(self.city.counties.values())
        found = [one for county in counties for one in self.city.teachers_of(county, lead.stage, lead.subject)]
        self.city.draw.shuffle(found)
        return sorted(found, key=lambda one: one is not self.city.accounts["teacher"])[:LARGEST_TEAM]

    def _members(self, team: Row, teachers: list[Somebody]) -> Iterator[Somebody]:
        """The last two to come have only asked; one has left."""
        for number, teacher in enumerate(teachers):
            state = MembershipState.MEMBER
            if number and number >= len(teachers) - 2:
                state = MembershipState.APPLIED
            elif number and number == len(teachers) - 3:
                state = MembershipState.LEFT
            membership = {
                "id": self.city.ids.next(Membership),
                "team_id": team["id"],
                "person_id": teacher.id,
                "state": state,
            }
            self.rows[Membership].append(membership)
            self._record(membership, teacher, team["lead_id"])
            if state is MembershipState.MEMBER:
                yield teacher

    def _record(self, membership: Row, teacher: Somebody, lead: int) -> None:
        waits = membership["state"] is MembershipState.APPLIED
        asked_at = utcnow() - timedelta(days=2 if waits else self.city.draw.randint(60, 390))
        states = [MembershipState.APPLIED, *([] if waits else [MembershipState.MEMBER])]
        if membership["state"] is MembershipState.LEFT:
            states.append(MembershipState.LEFT)
        for number, (was, became) in enumerate(zip([None, *states], states, strict=False)):
            self.rows[MembershipMove].append(
                {
                    "id": self.city.ids.next(MembershipMove),
                    "membership_id": membership["id"],
                    "by_id": lead if became is MembershipState.MEMBER else teacher.id,
                    "was": was,
                    "became": became,
                    "at": asked_at + timedelta(days=2 * number),
                }
            )

    def _plan(self, team: Founded, week: int, *, seats: int | None = None, cancelled: str = "") -> None:
        number = self.city.ids.next(OnlineSession)
        starts_at = _evening(THURSDAY if team.lead.county_id else WEDNESDAY, week)
        is_home = team.lead is self.city.accounts["lead"]
        title = self._titles[0] if is_home and week == 0 else self._titles[number % len(self._titles)]
        planned_at = min(starts_at - timedelta(days=9), utcnow() - timedelta(days=1))
        session = {
            "id": number,
            "team_id": team.row["id"],
            "host_id": team.lead.id,
            "title": title,
            "purpose": "带一个三分钟以内的片段来，或者带一次没有成功的尝试来。",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=sum(minutes for minutes, _what in AGENDA)),
            "link": LINK.format(number=number),
            "seats": seats,
            "audience": Audience.REGION if number % 4 == 0 else Audience.TEAM,
            "revision": 1 if cancelled else 0,
            "made_at": planned_at,
            "changed_at": planned_at + timedelta(days=1) if cancelled else planned_at,
            "cancelled_at": planned_at + timedelta(days=1) if cancelled else None,
            "cancelled_because": cancelled,
        }
        self.rows[OnlineSession].append(session)
        for position, (minutes, what) in enumerate(AGENDA, 1):
            item = {"position": position, "minutes": minutes, "title": COMMON["openers"][what].rstrip("。")}
            self.rows[AgendaItem].append({"id": self.city.ids.next(AgendaItem), "session_id": number} | item)
        self._sign_up(team, session, week)

    def _sign_up(self, team: Founded, session: Row, week: int) -> None:
        """Most come; of the session after next only a few have answered yet."""
        share = 0.35 if week == 2 else 0.85
        asked = [one for one in team.members if self.city.draw.random() < share]
        her = self.city.accounts["teacher"]
        if her in team.members:
            asked = [one for one in asked if one is not her]
            if week in (0, *HELD):
                asked.insert(1, her)
        for place, person in enumerate(asked, 1):
            state = SignUpState.SIGNED_UP
            if place == len(asked) and place > 3:
                state = SignUpState.WITHDRAWN
            elif session["seats"] and place > session["seats"]:
                state = SignUpState.WAITING
            self.rows[SignUp].append(
                {
                    "id": self.city.ids.next(SignUp),
                    "session_id": session["id"],
                    "person_id": person.id,
                    "state": state,
                    "place": place,
                    "at": session["made_at"] + timedelta(minutes=37 * place),
                }
            )


def _evening(weekday: int, week: int) -> datetime:
    """19:00 in the city on the next such day that is still to come, and so many weeks from it."""
    now = utcnow().astimezone(CITY_TIME)
    day = now.date() + timedelta(days=(weekday - now.weekday()) % 7)
    if day == now.date() and now.hour >= 16:
        day += timedelta(days=7)
    return datetime.combine(day, time(19), CITY_TIME) + timedelta(weeks=week)
