"""Sessions ahead, and for whoever leads a team: who wants in, what is to be
confirmed and approved of what was held, and which team has nothing planned."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.teams.models import OnlineSession, SignUpState, Team
from teachnet.teams.models.session import EARLY
from teachnet.teams.policy import is_research_lead
from teachnet.teams.queries import places_above


@dataclass(frozen=True)
class Ahead:
    """A session that concerns somebody, with where they stand in it."""

    session: OnlineSession
    sign_up: SignUpState | None
    taken: int
    is_mine: bool  # I host it

    @property
    def is_seated(self) -> bool:
        return self.is_mine or self.sign_up is SignUpState.SIGNED_UP

    @property
    def is_unanswered(self) -> bool:
        return not self.is_mine and self.sign_up is None

    @property
    def has_free_seat(self) -> bool:
        return self.session.seats is None or self.taken < self.session.seats

    @property
    def has_open_room(self) -> bool:
        return self.is_seated and self.session.starts_at - EARLY <= utcnow()

    @property
    def url(self) -> str:
        return url_for("teams.session", session_id=self.session.id)


def sessions_ahead(person: Person) -> list[Ahead]:
    asked = {"me": person.id, "my_places": places_above(person)}
    rows = db.session.execute(queries.SESSIONS_AHEAD, asked)
    return [Ahead(session, state, taken, session.host_id == person.id) for session, state, taken in rows]


def due_for(person: Person, ahead: list[Ahead]) -> Iterator[DeskItem]:
    for one in ahead:
        if one.is_seated:
            yield _coming(one)
        elif one.is_unanswered:
            yield _invitation(one)
    if is_research_lead(person):
        yield from _led_by(person)


def _coming(one: Ahead) -> DeskItem:
    session = one.session
    whose = {"team": session.team.name, "host": session.host.name, "minutes": session.minutes}
    text = _("%(team)s, hosted by %(host)s, %(minutes)s minutes.", **whose)
    if one.is_mine:
        text = _("You host it. Signed up so far: %(taken)s.", taken=one.taken)
    action, url = _("See the agenda"), one.url
    if one.has_open_room:
        action, url = _("Into the room"), url_for("rooms.room", session_id=session.id)
    return DeskItem(session.title, text, action, url, due=session.starts_at, starts=True)


def _invitation(one: Ahead) -> DeskItem:
    text = _("%(team)s invites you. Say whether you take part.", team=one.session.team.name)
    action = _("Sign up") if one.has_free_seat else _("Join the waiting list")
    return DeskItem(one.session.title, text, action, one.url, due=one.session.starts_at, starts=True)


def _held_by(team: Team) -> str:
    return _("A session that %(team)s has held.", team=team.name)


def _led_by(person: Person) -> Iterator[DeskItem]:
    for team, asked, is_planned, to_confirm, to_approve in db.session.execute(
        queries.TEAMS_THAT_WAIT, {"me": person.id}
    ):
        if asked:
            title = ngettext("One teacher asks to join", "%(num)d teachers ask to join", asked)
            yield DeskItem(title, team.name, _("Decide"), url_for("teams.team", team_id=team.id))
        if to_confirm:
            url = url_for("stays.sheet", session_id=to_confirm)
            yield DeskItem(_("Confirm who took part"), _held_by(team), _("Confirm"), url)
        if to_approve:
            url = url_for("minutes.minutes", session_id=to_approve)
            yield DeskItem(_("Approve the minutes"), _held_by(team), _("Read them"), url)
        if not is_planned:
            text = _("%(team)s has nothing in its calendar. One short form is enough.", team=team.name)
            url = url_for("teams.new_session", team_id=team.id)
            yield DeskItem(_("Plan the next session"), text, _("Plan"), url, at_leisure=True)
