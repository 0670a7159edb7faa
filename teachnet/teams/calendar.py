"""A session in a calendar."""

from flask_babel import gettext as _

from teachnet.teams.models import OnlineSession
from teachnet.teams.models.session import EARLY
from teachnet.web.calendar import Happening


def happening_of(session: OnlineSession, address: str) -> Happening:
    """`address` is that of its page."""
    return Happening(
        uid=f"session-{session.id}",
        title=session.title,
        said="\n".join(filter(None, [_said_of(session), session.purpose])),
        address=address,
        starts=session.starts_at,
        ends=session.ends_at,
        changed_at=session.changed_at,
        revision=session.revision,
        is_cancelled=session.is_cancelled,
        icon="messages-square",
        reminds=EARLY,
    )


def _said_of(session: OnlineSession) -> str:
    if session.is_cancelled:
        return _("Cancelled: %(reason)s", reason=session.cancelled_because)
    return _("%(team)s, led by %(host)s", team=session.team.name, host=session.host.name)
