"""Reading without JavaScript: the page carries when it was opened; the time since then, by our own clock, counts."""

from datetime import UTC, datetime

from itsdangerous import BadSignature, URLSafeSerializer

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.keys import keys
from teachnet.study import queries, watching
from teachnet.study.ledger import Counted
from teachnet.study.models import CourseEnrolment, Unit


def opened_now(unit: Unit, reader: Person) -> str:
    """To be sent back by the form on the page."""
    return _serializer().dumps([reader.id, unit.id, int(utcnow().timestamp())])


def opened_at(token: str, unit: Unit, reader: Person) -> datetime | None:
    """None when this is no token of this page for this reader."""
    try:
        person_id, unit_id, seconds = _serializer().loads(token)
    except (BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(seconds, UTC) if (person_id, unit_id) == (reader.id, unit.id) else None


def finish_reading(unit: Unit, enrolment: CourseEnrolment, *, since: datetime) -> Counted:
    """As one session with one beat: ten pages opened at once share the time, they do not multiply it."""
    before = db.session.scalars(queries.sessions_of(enrolment.learner).limit(1)).first()
    session = watching.open_session(enrolment, unit, at=max(since, before.heard_at) if before else since)
    whole = {"seq": 0, "from": 0, "to": unit.seconds, "rate": 1}
    return watching.hear(session, unit, enrolment, [whole]).counted[0]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(keys.derive("reading page"))
