"""Asking another reviewer. The platform picks whom: a list of those who may be asked would tell, by who is missing from
it, whose school the author is of (decision 12)."""

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import posts
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.library.models import OpinionState, ResourceVersion, SecondOpinion


def ask_somebody(version: ResourceVersion, *, by: Person, question: str) -> SecondOpinion:
    """Raises `Refused` when nobody else may judge this version."""
    return version.ask(by=by, whom=_next_reader(version, by), question=question)


def pass_on(opinion: SecondOpinion) -> SecondOpinion | None:
    """The same question to the next one; none when there is nobody left, and the first reviewer sees that."""
    opinion.pass_on()
    version, asker = opinion.version, opinion.asker
    whom = db.session.scalars(second_readers(version, besides=asker).limit(1)).first()
    return version.ask(by=asker, whom=whom, question=opinion.question) if whom else None


def _next_reader(version: ResourceVersion, by: Person) -> Person:
    found = db.session.scalars(second_readers(version, besides=by).limit(1)).first()
    if found is None:
        raise Refused(_("Nobody else may judge this one. Decide by yourself, or hand it back to the queue."))
    return found


def opinions_seen_by(person: Person, version: ResourceVersion) -> sa.Select:
    """About what stands in the version now: whoever decides sees all of them, whoever was asked their own."""
    about = sa.select(SecondOpinion).where(
        SecondOpinion.version_id == version.id, SecondOpinion.digest == version.digest
    )
    seen = about if version.reviewer_id == person.id else about.where(SecondOpinion.asked_id == person.id)
    return seen.order_by(SecondOpinion.id)


def second_readers(version: ResourceVersion, *, besides: Person) -> sa.Select:
    """Who else may judge this version, by the rules of `review_queue_for`: first those who sign in, and of them those
    with the fewest open questions. Nobody is asked twice about the same content."""
    codes = [code for code in version.resource.organisation.lineage.split("/") if code]
    schools = {
        version.organisation_id,
        *(post.organisation_id for post in posts(version.resource.author, Role.TEACHER)),
    }
    above = sa.select(Organisation.id).where(Organisation.code.in_(codes))
    as_reviewer = Person.appointments.any(
        sa.and_(
            Appointment.role == Role.REVIEWER,
            Appointment.holds(),
            Appointment.organisation_id.in_(above),
            Appointment.subject.is_(None) | (Appointment.subject == version.subject),
            Appointment.stage.is_(None) | (Appointment.stage == version.stage),
        )
    )
    as_colleague = Person.appointments.any(
        sa.and_(
            Appointment.role.in_([Role.TEACHER, Role.SCHOOL_ADMIN]),
            Appointment.holds(),
            Appointment.organisation_id.in_(schools),
        )
    )
    asked = sa.exists().where(
        SecondOpinion.version_id == version.id,
        SecondOpinion.digest == version.digest,
        SecondOpinion.asked_id == Person.id,
    )
    open_questions = (
        sa.select(sa.func.count())
        .where(SecondOpinion.asked_id == Person.id, SecondOpinion.state == OpinionState.ASKED)
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        sa.select(Person)
        .where(
            as_reviewer,
            ~as_colleague,
            ~asked,
            Person.id.not_in([version.author_id, besides.id]),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.password_hash.is_(None), open_questions, Person.id)
    )
