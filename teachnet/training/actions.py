"""Enrolling: it spans a teacher, a cohort, a county's line and the teacher's other cohorts."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.credits import actions as credits
from teachnet.credits.models import Level, Source, Way
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.training import queries
from teachnet.training.attended import sources
from teachnet.training.bulk import BulkStep
from teachnet.training.eligibility import Eligibility, eligibility, fitting
from teachnet.training.models import Cohort, Enrolment, Replacement
from teachnet.training.models.replacement import require_possible
from teachnet.web.remarks import LONGEST

WAY, LEVEL = Way.FACE_TO_FACE, Level.CITY  # what a cohort of the city is for the credit rules


def apply(teacher: Person, cohort: Cohort, *, note: str = "") -> Enrolment:
    return _enrol([teacher], cohort, by=teacher, note=note)[0]


def nominate(teachers: Sequence[Person], cohort: Cohort, *, by: Person, note: str = "") -> list[Enrolment]:
    """All of them or none."""
    return _enrol(teachers, cohort, by=by, note=note)


def decide_many(step: BulkStep, cases: Sequence[Enrolment], seen: Mapping[int, int], *, by: Person, note: str) -> None:
    """All of them or none. `seen` are the versions, by case, that whoever decides had before them."""
    for case in _in_lock_order(cases):
        case.require_unmoved(seen[case.id])
        if not step.is_for(by, case):
            raise Refused(case.last_move)
        step.take(case, by, note)


def arrive(cases: Sequence[Enrolment], *, by: Person) -> None:
    """All of them or none."""
    for case in _in_lock_order(cases):
        case.arrive(by=by)


def finish(outcomes: Sequence[tuple[Enrolment, int, bool]], *, by: Person, reason: str) -> None:
    """(case, minutes attended, is it completed) at the end of a class: all of them or none."""
    told = {case.id: (minutes, is_completed) for case, minutes, is_completed in outcomes}
    completed = []
    for case in _in_lock_order([case for case, _minutes, _completed in outcomes]):
        minutes, is_completed = told[case.id]
        if is_completed:
            case.complete(by=by, minutes=minutes)
            completed.append(case)
        else:
            case.fail_to_complete(by=by, minutes=minutes, reason=reason)
    credits.attest([_attestation(case) for case in completed], by=by)


def proposed_ends(
    cohort: Cohort, cases: Sequence[Enrolment], attended: Mapping[int, int]
) -> list[tuple[Enrolment, int, bool]]:
    """(case, minutes, completed) as attendance and the credit rules of each school propose it; the host decides."""
    planned, book, year = cohort.programme.minutes, credits.rule_book(), cohort.ends_on.year
    ends = []
    for case in cases:
        minutes = min(attended.get(case.id, planned), planned)
        terms = book.terms_for(case.school, year, WAY, LEVEL)
        ends.append((case, minutes, not (terms and terms.is_missed(planned, minutes))))
    return ends


def _in_lock_order(cases: Sequence[Enrolment]) -> list[Enrolment]:
    """By county and case: two who move the same ones do not wait for each other."""
    return sorted(cases, key=lambda case: (case.cohort_id, case.line.county_id, case.id))


def complete(case: Enrolment, *, by: Person, minutes: int | None = None, note: str = "") -> None:
    """Without `minutes`: those that attendance knows of."""
    case.complete(by=by, minutes=_attended_by(case) if minutes is None else minutes, note=note)
    credits.attest([_attestation(case)], by=by)


def fail_to_complete(case: Enrolment, *, by: Person, reason: str) -> None:
    """What was not completed counts nothing; what had been counted is taken back."""
    case.fail_to_complete(by=by, minutes=_attended_by(case), reason=reason)
    credits.void_source(Source.ENROLMENT, [case.id], by=by, reason=reason)


def _attended_by(case: Enrolment) -> int:
    """Of whom attendance knows nothing is taken to have been there for all of it."""
    planned = case.cohort.programme.minutes
    return min(sources.minutes_in(case.cohort).get(case.id, planned), planned)


def _attestation(case: Enrolment) -> credits.Attestation:
    cohort = case.cohort
    return credits.Attestation(
        person_id=case.teacher_id,
        organisation_id=case.school_id,
        way=WAY,
        level=LEVEL,
        title=cohort.title,
        source=Source.ENROLMENT,
        source_id=case.id,
        begins_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        planned_minutes=cohort.programme.minutes,
        minutes=case.attended_minutes or 0,
        passed=True,
    )


def eligibilities(teachers: Sequence[Person], cohort: Cohort) -> dict[int, Eligibility]:
    """By the teacher's id; one statement however many they are."""
    cases = db.session.scalars(queries.cases_of(teachers)).all()
    return {teacher.id: eligibility(teacher, cohort, cases) for teacher in teachers}


def _enrol(teachers: Sequence[Person], cohort: Cohort, *, by: Person, note: str) -> list[Enrolment]:
    _lock(teachers, cohort)
    found = eligibilities(teachers, cohort)
    for teacher in teachers:
        if hindrances := found[teacher.id].hindrances:
            raise Refused(hindrances[0])
    return [
        Enrolment.begin(teacher, cohort.line_for(teacher, teacher.school), teacher.school, by=by, note=note)
        for teacher in teachers
    ]


def replacements_for(case: Enrolment, people: Sequence[Person]) -> list[Person]:
    """Those of these people with whom nothing stands in the way."""
    cases = db.session.scalars(queries.cases_of(people)).all()
    return [person for person in people if not _hindrance(case, person, cases)]


def ask_replacement(case: Enrolment, teacher: Person, *, by: Person, reason: str) -> Replacement:
    asked = Replacement.ask(case, teacher, by=by, reason=reason)
    _require_able(case, teacher)
    return asked


def approve_replacement(replacement: Replacement, *, by: Person, note: str = "") -> None:
    """The place is given up, and the other has it: in the same line, and asked whether they come. The cohort is locked
    before its lines, as by whoever gives seats."""
    case, teacher = replacement.case, replacement.teacher
    _lock([teacher], case.cohort)
    case.line.lock()
    replacement.require_asked()
    require_possible(case)
    _require_able(case, teacher)
    out = _("Replaced by %(name)s: %(reason)s", name=teacher.name, reason=replacement.reason)
    comes = _("Instead of %(name)s: %(reason)s", name=case.teacher.name, reason=replacement.reason)
    case.decline(by=by, reason=out[:LONGEST])
    asked_by, school = replacement.asked_by, teacher.school
    instead = Enrolment.begin(teacher, case.line, school, by=asked_by, note=comes[:LONGEST])
    instead.approve_for_county(by=by)
    instead.admit_provisionally(by=by)
    instead.admit(by=by, note=note)
    replacement.approve(instead, by=by, note=note)


def _require_able(case: Enrolment, teacher: Person) -> None:
    cases = db.session.scalars(queries.cases_of([teacher])).all()
    if told := _hindrance(case, teacher, cases):
        raise Refused(told)


def _hindrance(case: Enrolment, teacher: Person, cases: Sequence[Enrolment]) -> str:
    """What keeps this teacher from coming instead; nothing: empty. A seat for rural schools stays one."""
    school = teacher.school
    if school is None or school.county_id != case.line.county_id:
        return _("Whoever comes instead teaches in the same county.")
    if not case.line.group.has(teacher, school):
        return _("The seat is for others: %(group)s.", group=case.line.group.label)
    return next(iter(fitting(teacher, case.cohort, cases).hindrances), "")


def _lock(teachers: Sequence[Person], cohort: Cohort) -> None:
    """The cohort stays announced, and nobody else enrols these teachers elsewhere, until we commit."""
    db.session.refresh(cohort, with_for_update={"read": True, "of": Cohort})
    lock_teachers(teachers)


def lock_teachers(teachers: Sequence[Person]) -> None:
    """Nobody else enrols them until we commit. Their cohort is locked before."""
    ids = sa.select(Person.id).where(Person.id.in_([teacher.id for teacher in teachers])).order_by(Person.id)
    db.session.execute(ids.with_for_update(key_share=True)).all()
