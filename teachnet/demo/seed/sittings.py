"""What came of the sittings of the demo lead's team: who stayed, minutes, decisions and action items that were carried
over; and a session that is on right now, with a room one can go into."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import CITY_TIME, db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City
from teachnet.library.models import Resource, ResourceVersion, VersionState, Visibility
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.minutes.models import (
    ActionItem,
    ActionMove,
    ActionState,
    CarriedItem,
    EntryKind,
    MinutesApproval,
    MinutesEntry,
    MinutesVersion,
)
from teachnet.rooms.models import QuickVote, RaisedHand, RoomMessage, RoomQuestion
from teachnet.stays import actions
from teachnet.stays.models import SessionRules, Stay, StaySource
from teachnet.stays.queries import attended
from teachnet.teams.models import AgendaItem, Audience, OnlineSession, SignUp, SignUpState, Team

TOLD = tomllib.loads((Path(__file__).parent.parent / "sittings.toml").read_text(encoding="utf-8"))
DECIDED = "+"  # a paragraph that begins like this is a decision
LIVE_FOR, BEGAN = timedelta(minutes=90), timedelta(minutes=12)
CAME = 0.85  # the share of those signed up who are in the room that is open now


def fill(city: City) -> None:
    team = db.session.scalars(sa.select(Team).where(Team.lead_id == city.accounts["lead"].id).order_by(Team.id)).first()
    held = sa.select(OnlineSession).where(OnlineSession.team_id == team.id, OnlineSession.cancelled_at.is_(None))
    sessions = db.session.scalars(held.where(OnlineSession.ends_at < utcnow()).order_by(OnlineSession.starts_at)).all()
    sittings = _Sittings(city, team)
    for number, (session, told) in enumerate(zip(sessions, TOLD["sittings"], strict=False), 1):
        is_newest = number == len(TOLD["sittings"])
        sittings.hold(session, told, is_newest=is_newest)
    sittings.write()
    for session in sessions[: len(TOLD["sittings"]) - 1]:
        _confirm(session)
    on = _open_a_room(city, team)
    uses = ((on, MaterialUse.MATERIAL), (on, MaterialUse.MATERIAL), *((one, MaterialUse.OUTCOME) for one in sessions))
    for resource, (session, use) in zip(_resources_for(team), uses, strict=False):
        SessionMaterial.lay_out(session, resource, use=use, by=session.host)


class _Sittings:
    def __init__(self, city: City, team: Team):
        self.city, self.team = city, team
        self.open: list[Row] = []  # action items still to do
        models = (Stay, MinutesEntry, MinutesVersion, MinutesApproval, ActionItem, ActionMove, CarriedItem)
        self.rows: dict[type, list[Row]] = {model: [] for model in models}

    def write(self) -> None:
        for model, rows in self.rows.items():
            insert(model, rows)

    def hold(self, session: OnlineSession, told: dict, *, is_newest: bool) -> None:
        """The newest one is for the lead to confirm and to approve."""
        seated = [one.person_id for one in session.sign_ups if one.state is SignUpState.SIGNED_UP]
        for person_id in seated:
            self._stay(session, person_id)
        before = list(self.open)
        for number, item in enumerate(before):
            if number % 3 == 0:  # one in three takes more than one sitting
                continue
            self._move(item, ActionState.DONE, session.starts_at - timedelta(days=1), note=TOLD["by_hand"]["note"])
        for position, text in enumerate(told["paragraphs"], 1):
            self._write(session, position, text, seated)
        for number, what in enumerate(told["agreed"]):
            hers = self.city.accounts["teacher"].id
            owner = hers if is_newest and not number else seated[(number + 1) % len(seated)]
            self._agree(session, what, owner)
        if not is_newest:
            self._approve(session, [item for item in before if item["state"] is ActionState.OPEN])

    def _stay(self, session: OnlineSession, person_id: int) -> None:
        """Most come on time and stay; some come late, some are cut off for a while, a few leave early."""
        draw, long = self.city.draw, session.minutes
        come = draw.choice((0, 0, 0, 1, 2, 4, 9))
        go = draw.choice((long, long, long, long, long, long - 3, long - 30))
        cut = draw.choice((None, None, None, None, long // 3, long // 2))
        spans = [(come, go)] if cut is None else [(come, cut), (cut + 6, go)]
        for first, last in spans:
            if first < last:
                self._add(
                    Stay,
                    session_id=session.id,
                    person_id=person_id,
                    source=StaySource.ROOM,
                    began_at=session.starts_at + timedelta(minutes=first),
                    ended_at=session.starts_at + timedelta(minutes=last),
                )

    def _write(self, session: OnlineSession, position: int, text: str, seated: list[int]) -> None:
        kind = EntryKind.DECISION if text.startswith(DECIDED) else EntryKind.NOTE
        by = seated[position % len(seated)]
        words = {"kind": kind, "text": text.removeprefix(DECIDED), "version": 1, "is_removed": False}
        entry = self._add(MinutesEntry, session_id=session.id, position=position, last_by_id=by, **words)
        at = session.starts_at + timedelta(minutes=15 * position)
        self._add(MinutesVersion, entry_id=entry["id"], by_id=by, at=at, **words)

    def _agree(self, session: OnlineSession, what: str, owner: int) -> None:
        item = self._add(
            ActionItem,
            team_id=self.team.id,
            session_id=session.id,
            what=what,
            owner_id=owner,
            due_on=session.starts_at.astimezone(CITY_TIME).date() + timedelta(days=16),
            state=ActionState.OPEN,
        )
        self._record(item, None, session.ends_at - timedelta(minutes=5))
        self.open.append(item)

    def _move(self, item: Row, to: ActionState, at: datetime, note: str) -> None:
        was, item["state"] = item["state"], to
        self._record(item, was, at, note)
        self.open.remove(item)

    def _record(self, item: Row, was: ActionState | None, at: datetime, note: str = "") -> None:
        by = item["owner_id"] if was else self.team.lead_id
        self._add(ActionMove, item_id=item["id"], was=was, became=item["state"], by_id=by, note=note, at=at)

    def _approve(self, session: OnlineSession, still_open: list[Row]) -> None:
        at = session.ends_at + timedelta(days=1)
        self._add(
            MinutesApproval,
            session_id=session.id,
            version_id=self.rows[MinutesVersion][-1]["id"],
            by_id=self.team.lead_id,
            at=at,
            reopened_at=None,
            reopened_by_id=None,
            reopened_because="",
        )
        for item in still_open:
            self._add(CarriedItem, item_id=item["id"], session_id=session.id, at=at)

    def _add(self, model: type, **row) -> Row:
        self.rows[model].append({"id": self.city.ids.next(model), **row})
        return self.rows[model][-1]


def _confirm(session: OnlineSession) -> None:
    """By the rule; one of them came in by telephone."""
    there = attended(session, session.host, rules=SessionRules.in_force())
    counting = [one.person.id for one in there if one.by_rule]
    by_telephone = [one.person.id for one in there if not one.by_rule and not one.leads][:1]
    because = TOLD["by_hand"]["because"] if by_telephone else ""
    actions.confirm(session, [*counting, *by_telephone], because=because, by=session.host)


def _open_a_room(city: City, team: Team) -> OnlineSession:
    """On since a few minutes, and for a good hour more."""
    told, lead = TOLD["live"], db.session.get_one(Person, team.lead_id)
    session = OnlineSession(
        team=team, host=lead, audience=Audience.REGION, title=told["title"], purpose=told["purpose"]
    )
    session.starts_at = utcnow().replace(second=0, microsecond=0) - BEGAN
    session.ends_at = session.starts_at + LIVE_FOR
    session.made_at = session.changed_at = session.starts_at - timedelta(days=6)
    session.link, session.cancelled_because = "https://meeting.example.com/zibo-open", ""
    session.agenda = [
        AgendaItem(position=n, minutes=long, title=what) for n, (long, what) in enumerate(told["agenda"], 1)
    ]
    db.session.add(session)
    db.session.flush()
    people = list(_members(team))
    for place, person in enumerate(people, 1):
        db.session.add(SignUp(session=session, person=person, state=SignUpState.SIGNED_UP, place=place))
    db.session.flush()
    here = [one for one in people if city.draw.random() < CAME and one.id != city.accounts["teacher"].id]
    for person in [lead, *here]:
        began = session.starts_at + timedelta(minutes=city.draw.randint(0, 5))
        stay = Stay(session_id=session.id, person=person, source=StaySource.ROOM, began_at=began, ended_at=utcnow())
        db.session.add(stay)
    _talk(session, here)
    return session


def _resources_for(team: Team) -> Sequence[Resource]:
    """Of its subject and stage, seen by the whole city."""
    seen = (ResourceVersion.state == VersionState.PUBLISHED) & (ResourceVersion.visibility != Visibility.SCHOOL)
    fitting = seen & (ResourceVersion.subject == team.subject) & (ResourceVersion.stage == team.stage)
    found = sa.select(Resource).join(ResourceVersion, ResourceVersion.resource_id == Resource.id).where(fitting)
    return db.session.scalars(found.order_by(Resource.id).limit(6)).all()


def _members(team: Team) -> Iterator[Person]:
    yield from (one.person for one in team.memberships if team.has_member(one.person))


def _talk(session: OnlineSession, here: list[Person]) -> None:
    told = TOLD["live"]
    for number, text in enumerate(told["questions"]):
        question = RoomQuestion.ask(session, text, by=here[number], is_anonymous=number == 1)
        for person in here[number + 4 : len(here) - 3 * number]:
            question.vote(by=person)
    for person, text in zip([session.host, here[0]], told["messages"], strict=True):
        RoomMessage.say(session, text, by=person)
    RaisedHand.put(session, here[2], up=True)
    vote = QuickVote.call(session, told["vote"], told["options"])
    for number, person in enumerate(here):
        vote.answer(min(2, number % 4), by=person)
