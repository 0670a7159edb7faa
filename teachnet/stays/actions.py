"""Confirming a session writes the ledger of credits; taking it back takes the hours back."""

import math
from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from teachnet.accounts.models import OrganisationKind, Person
from teachnet.credits.actions import Attestation, attest, void_source
from teachnet.credits.models import Level, Source, Way
from teachnet.db import CITY_TIME, db, insert_those_new
from teachnet.errors import Refused
from teachnet.stays import queries
from teachnet.stays.calls import CallStay
from teachnet.stays.models import ConfirmedStay, SessionConfirmation, SessionRules, Stay, StaySource
from teachnet.stays.reckoning import Attended
from teachnet.teams.models import OnlineSession


def confirm(session: OnlineSession, counting: Collection[int], *, because: str, by: Person) -> SessionConfirmation:
    """`counting` are the people whose hours count. Where that is not what the rule says, it needs a reason. Whoever
    confirms does not vouch for themselves."""
    SessionConfirmation.require_none(session)
    if session.is_cancelled or not session.is_over:
        raise Refused(_("The session is not over yet."))
    rules = SessionRules.in_force()
    there = queries.attended(session, by, rules=rules)
    counts = set(counting) - {by.id}
    if not counts <= {one.person.id for one in there}:
        raise Refused(_("Somebody else has signed up or withdrawn meanwhile. Look once more."))
    otherwise = [one for one in there if one.by_rule != (one.person.id in counts)]
    if otherwise and not because:
        names = "、".join(one.person.name for one in otherwise[:3])
        raise Refused(_("Say why it is otherwise than by the rule for: %(names)s", names=names))
    confirmation = SessionConfirmation(
        session=session, least_share=rules.least_share, by=by, because=because if otherwise else ""
    )
    lines = {
        one.person.id: ConfirmedStay(person=one.person, seconds=one.seconds, counts=one.person.id in counts)
        for one in there
    }
    confirmation.lines = list(lines.values())
    db.session.add(confirmation)
    db.session.flush()
    earned = [_attestation(session, one, lines[one.person.id]) for one in there if _earns(one, counts)]
    if earned:
        attest(earned, by=by)
    return confirmation


def take_back(confirmation: SessionConfirmation, *, by: Person, reason: str) -> None:
    confirmation.take_back(reason=reason)
    void_source(Source.SESSION, [line.id for line in confirmation.lines], by=by, reason=reason)


def _earns(one: Attended, counts: Collection[int]) -> bool:
    """Nobody keeps hours for somebody who belongs to no school any more."""
    return one.person.id in counts and one.person.school is not None


def _attestation(session: OnlineSession, one: Attended, line: ConfirmedStay) -> Attestation:
    day = session.starts_at.astimezone(CITY_TIME).date()
    is_of_city = session.team.region.kind is OrganisationKind.CITY
    return Attestation(
        person_id=one.person.id,
        organisation_id=one.person.school.id,
        way=Way.RESEARCH,
        level=Level.CITY if is_of_city else Level.COUNTY,
        title=session.title,
        source=Source.SESSION,
        source_id=line.id,
        begins_on=day,
        ends_on=session.ends_at.astimezone(CITY_TIME).date(),
        planned_minutes=session.minutes,
        minutes=session.minutes,
        real_minutes=math.ceil(one.seconds / 60) or None,
        passed=True,
    )


def take_in_call(session: OnlineSession, stays: Sequence[CallStay]) -> None:
    """The list of the video call beside what was heard here. The same list twice changes nothing."""
    SessionConfirmation.require_none(session)
    rows = [
        {
            "session_id": session.id,
            "person_id": one.person.id,
            "source": StaySource.CALL,
            "began_at": one.began_at,
            "ended_at": one.ended_at,
        }
        for one in stays
    ]
    if rows:
        db.session.execute(insert_those_new(Stay, rows, by=["session_id", "person_id", "source", "began_at"]))


def verdicts(there: Sequence[Attended], confirmation: SessionConfirmation | None) -> list[tuple[Attended, bool]]:
    """Each with whether their hours count: as it was confirmed, or by the rule as it stands."""
    if confirmation is None:
        return [(one, one.by_rule) for one in there]
    confirmed = {line.person_id: line.counts for line in confirmation.lines}
    return [(one, confirmed.get(one.person.id, False)) for one in there]
