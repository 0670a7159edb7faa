"""What spans a notice, its objections and the cases on its list."""

from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for
from teachnet.keys import keys
from teachnet.notices import queries
from teachnet.notices.models import Notice, NoticeLine, Objection, ObjectionSent
from teachnet.notices.models.objection import hash_of, new_reference
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, Holder

WINDOW = timedelta(hours=1)
OBJECTIONS_PER_ADDRESS = 10  # in one window; a whole school may stand behind one

keep_for(ObjectionSent.at, timedelta(days=1))


class TooManyObjections(Refused):
    status = 429


def publish(cohort: Cohort, *, by: Person, **told) -> Notice:
    """`told`: see `Notice.publish`."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    if not cohort.is_announced:
        raise Refused(_("This cohort is not announced; nobody can be admitted to it."))
    if cohort.is_on_notice:
        raise Refused(_("A public notice of this cohort is open already; close it first."))
    return Notice.publish(cohort, db.session.scalars(queries.cases_to_publish(cohort)), by=by, **told)


def object_to(notice: Notice, *, by: Person | None, address: str, **told) -> str:
    """`told`: name, contact, text, line. Answers with the reference, which is told once and never stored."""
    notice.lock()
    notice.require_running()
    sender = keys.fingerprint(f"sender:{address}")
    _require_patience(sender)
    reference = new_reference()
    objection = Objection(notice=notice, by_id=by and by.id, reference_hash=hash_of(reference), **told)
    db.session.add_all([objection, ObjectionSent(address=sender)])
    db.session.flush()
    return reference


def _require_patience(sender: str) -> None:
    lately = (ObjectionSent.address == sender) & (ObjectionSent.at > utcnow() - WINDOW)
    if db.session.scalars(sa.select(sa.func.count()).where(lately)).one() >= OBJECTIONS_PER_ADDRESS:
        raise TooManyObjections(_("Many objections have come from your address. Try again in an hour, or ring us up."))


@dataclass(frozen=True)
class Outcome:
    """What closing a notice does to the cases on its list."""

    admitted: list[NoticeLine] = field(default_factory=list)
    rejected: list[tuple[NoticeLine, str]] = field(default_factory=list)  # with the answer to the objection
    changed: list[NoticeLine] = field(default_factory=list)  # went another way meanwhile, and stay there
    own: list[NoticeLine] = field(default_factory=list)  # whoever closes may not decide these


def outcome_of(notice: Notice, *, by: Person) -> Outcome:
    outcome = Outcome()
    answers = {objection.line_id: objection.answer for objection in db.session.scalars(queries.upheld_in(notice))}
    lines = queries.lines_with_cases(notice).execution_options(populate_existing=True)
    for line in db.session.scalars(lines):
        if line.enrolment.state is not EnrolmentState.PROVISIONAL:
            outcome.changed.append(line)
            continue
        if line.enrolment.is_party(by):
            outcome.own.append(line)
        if line.id in answers:
            outcome.rejected.append((line, answers[line.id]))
        else:
            outcome.admitted.append(line)
    return outcome


def close(notice: Notice, *, by: Person) -> Outcome:
    """Everything or nothing. Quota lines are locked in one order, so that two closings do not wait for each other."""
    notice.close(by=by)
    if waiting := db.session.scalars(queries.how_many_undecided(notice)).one():
        raise Refused(_("Objections without a decision: %(number)s. Decide them first.", number=waiting))
    outcome = outcome_of(notice, by=by)
    if outcome.own:
        names = ", ".join(line.name for line in outcome.own)
        raise Refused(_("Your own case, or nominated by you: %(names)s. Somebody else has to close it.", names=names))
    reasons: dict[int, str] = {line.id: answer for line, answer in outcome.rejected}
    lines = [*outcome.admitted, *(line for line, _answer in outcome.rejected)]
    for line in sorted(lines, key=lambda line: (line.enrolment.line_id, line.enrolment_id)):
        _settle(line.enrolment, reasons.get(line.id), by=by)
    return outcome


def _settle(case: Enrolment, reason: str | None, *, by: Person) -> None:
    if reason is None:
        case.admit(by=by)
    else:
        case.reject(by=by, reason=reason, acting_for={Holder.CITY})
