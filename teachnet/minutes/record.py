"""The minutes of a session as a whole: page, Word and PDF show the same one."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.db import db
from teachnet.minutes import queries
from teachnet.minutes.models import ActionItem, MinutesApproval, MinutesEntry
from teachnet.teams.models import OnlineSession
from teachnet.web.filters import clock, day, day_time


@dataclass(frozen=True)
class Record:
    session: OnlineSession
    number: int  # the how-manieth of the team
    signed_up: Sequence[str]  # their names
    entries: Sequence[MinutesEntry]
    carried: Sequence[ActionItem]
    agreed: Sequence[ActionItem]
    approvals: Sequence[MinutesApproval]
    last_version: int

    @property
    def approval(self) -> MinutesApproval | None:
        return next((one for one in self.approvals if one.reopened_at is None), None)

    @property
    def title(self) -> str:
        return _("Minutes: %(title)s", title=self.session.title)

    @property
    def file_name(self) -> str:
        return f"{self.title} {self.session.starts_at.date().isoformat()}"

    @property
    def sitting(self) -> str:
        return _("%(team)s, sitting %(number)s", team=self.session.team.name, number=self.number)

    @property
    def facts(self) -> list[tuple[str, str]]:
        session = self.session
        when = f"{day_time(session.starts_at)}–{clock(session.ends_at)}"
        names, many = "、".join(self.signed_up), len(self.signed_up)
        people = ngettext("One person: %(names)s", "%(num)d people: %(names)s", many, names=names)
        return [
            (_("Time"), when),
            (_("Host"), session.host.name),
            (_("Signed up"), people if many else _("Nobody")),
            *([(_("Agenda"), "；".join(item.title for item in session.agenda))] if session.agenda else []),
        ]

    @property
    def head_of_items(self) -> list[str]:
        return [_("What is to be done"), _("Who"), _("Until"), _("State")]

    @staticmethod
    def rows_of(items: Sequence[ActionItem]) -> list[list[str]]:
        return [[one.what, one.owner.name, day(one.due_on), str(one.state.label)] for one in items]

    @property
    def approved(self) -> str:
        """One line for the end of the paper."""
        if self.approval is None:
            return _("Draft, not approved yet.")
        return _("Approved by %(name)s on %(day)s.", name=self.approval.by.name, day=day(self.approval.at))


def record_of(session: OnlineSession) -> Record:
    return Record(
        session,
        queries.number_of(session),
        signed_up=db.session.scalars(queries.signed_up_for(session)).all(),
        entries=db.session.scalars(queries.entries_of(session)).all(),
        carried=db.session.scalars(queries.items_carried_into(session)).all(),
        agreed=db.session.scalars(queries.items_of(session)).all(),
        approvals=db.session.scalars(queries.approvals_of(session)).all(),
        last_version=queries.last_version_of(session),
    )
