"""What people of a team do already at the time of a session that is being planned: said before, never forbidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.teams import queries
from teachnet.teams.models import OnlineSession, Team
from teachnet.web.filters import day_time


@dataclass(frozen=True)
class Clash:
    session: OnlineSession
    people: int  # of the team, who have signed up there
    is_seen: bool  # may the planner see that session?

    @property
    def said(self) -> str:
        what = self.session.title if self.is_seen else _("a session of another team")
        when = day_time(self.session.starts_at)
        if not self.people:
            return _("%(when)s: %(what)s", when=when, what=what)
        people = ngettext("one of the team has signed up", "%(num)d of the team have signed up", self.people)
        return _("%(when)s: %(what)s, for which %(people)s", when=when, what=what, people=people)


def clashes_of(team: Team, planned: Sequence[dict], planner: Person) -> list[Clash]:
    """`planned`: keyword arguments of `OnlineSession.plan`. The very same session is no clash but a form that
    was sent twice, which is answered where that is known."""
    spans = [(one["starts_at"], _end_of(one)) for one in planned]
    same = {(one["title"], one["starts_at"]) for one in planned}
    rows = [
        (session, people)
        for session, people in db.session.execute(queries.sessions_at(team, spans))
        if session.team_id != team.id or (session.title, session.starts_at) not in same
    ]
    visible = queries.sessions_visible_to(planner).where(OnlineSession.id.in_([session.id for session, _n in rows]))
    seen = set(db.session.scalars(visible.with_only_columns(OnlineSession.id)))
    return [Clash(session, people, session.id in seen) for session, people in rows]


def _end_of(plan: dict) -> datetime:
    return plan["starts_at"] + timedelta(minutes=plan["minutes"])
