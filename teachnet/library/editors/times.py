"""How long submissions wait for a decision, and which have waited longest."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Appointment, Organisation, Person, Role, Subject
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.db import db, utcnow
from teachnet.library.editors.area import in_area
from teachnet.library.models import ResourceMove, ResourceVersion, VersionState
from teachnet.library.policy import REVIEWABLE

DECISIONS = (VersionState.RETURNED, VersionState.PUBLISHED)
MOST_OLDEST = 10

_submission = aliased(ResourceMove)


@dataclass(frozen=True)
class SubjectTimes:
    """Of one subject: decisions of the period with how long they took, what waits now, and who could review it."""

    subject: Subject
    waits: list[timedelta]  # shortest first
    waiting: int
    oldest: datetime | None  # when the one that waits longest was submitted
    reviewers: int

    @property
    def decided(self) -> int:
        return len(self.waits)

    @property
    def median(self) -> timedelta | None:
        return percentile(self.waits, 50)

    @property
    def p90(self) -> timedelta | None:
        return percentile(self.waits, 90)


def percentile(ascending: Sequence[timedelta], percent: int) -> timedelta | None:
    """The smallest wait that so many of a hundred do not exceed; of none, none."""
    return ascending[max(0, -(-len(ascending) * percent // 100) - 1)] if ascending else None


def queue_times(person: Person, since: datetime) -> list[SubjectTimes]:
    """Three statements, however many subjects; where something waits longest comes first."""
    waits = _waits(person, since)
    waiting = {subject: (count, oldest) for subject, count, oldest in db.session.execute(_waiting(person))}
    reviewers = _reviewers(person)
    of_all = reviewers.get(None, 0)
    times = [
        SubjectTimes(
            subject, sorted(waits[subject]), *waiting.get(subject, (0, None)), reviewers.get(subject, 0) + of_all
        )
        for subject in Subject
        if subject in waits or subject in waiting
    ]
    return sorted(times, key=lambda one: one.oldest or utcnow())


def _waits(person: Person, since: datetime) -> dict[Subject, list[timedelta]]:
    """From the submission before it: a version that came back once was submitted twice."""
    submitted_at = (
        sa.select(sa.func.max(_submission.at))
        .where(
            _submission.version_id == ResourceMove.version_id,
            _submission.became == VersionState.SUBMITTED,
            _submission.was != VersionState.IN_REVIEW,  # that is one handed back
            _submission.id < ResourceMove.id,
        )
        .correlate(ResourceMove)
        .scalar_subquery()
    )
    # Both without their zone, which a difference does not need: half the work for a year of decisions.
    both = (sa.type_coerce(ResourceMove.at, sa.DateTime), sa.type_coerce(submitted_at, sa.DateTime))
    decided = (
        sa.select(ResourceVersion.subject, *both)
        .join(ResourceVersion, ResourceVersion.id == ResourceMove.version_id)
        .where(ResourceMove.became.in_(DECISIONS), ResourceMove.at > since, in_area(person))
    )
    waits = defaultdict(list)
    for subject, at, since_when in db.session.execute(decided):
        if since_when is not None:
            waits[subject].append(at - since_when)
    return waits


def _waiting(person: Person) -> sa.Select:
    return (
        sa.select(ResourceVersion.subject, sa.func.count(), sa.func.min(ResourceVersion.submitted_at))
        .where(ResourceVersion.state.in_(REVIEWABLE), in_area(person))
        .group_by(ResourceVersion.subject)
    )


def _reviewers(person: Person) -> dict[Subject | None, int]:
    """How many review each subject for this area, or a part of it; under None those who review all."""
    areas = scopes(person, *OVERSEERS)
    above = {code for area in areas for code in area.lineage.split("/") if code}
    counted = (
        sa.select(Appointment.subject, sa.func.count(Appointment.person_id.distinct()))
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            Appointment.role == Role.REVIEWER,
            Appointment.holds(),
            sa.or_(Organisation.code.in_(above), Organisation.id.in_(Organisation.ids_within(*areas))),
        )
        .group_by(Appointment.subject)
    )
    return dict(db.session.execute(counted).all())


def oldest_waiting(person: Person) -> sa.Select:
    """(subject, stage, kind, when submitted, state, when its reviewer last did something): no title, for what is not
    published is its author's alone."""
    return (
        sa.select(
            ResourceVersion.id,
            ResourceVersion.subject,
            ResourceVersion.stage,
            ResourceVersion.kind,
            ResourceVersion.submitted_at,
            ResourceVersion.state,
            ResourceVersion.reviewer_acted_at,
        )
        .where(ResourceVersion.state.in_(REVIEWABLE), in_area(person))
        .order_by(ResourceVersion.submitted_at, ResourceVersion.id)
        .limit(MOST_OLDEST)
    )
