"""Rules, records and claims for tests, saved and ready."""

from datetime import date, timedelta
from itertools import count

from teachnet.accounts.models import Organisation, Person
from teachnet.credits import actions
from teachnet.credits.actions import Attestation
from teachnet.credits.known import KNOWN
from teachnet.credits.models import (
    AttestedRecord,
    Claim,
    ClaimMove,
    ClaimState,
    CreditRule,
    CreditYear,
    Level,
    Requirement,
    RuleSet,
    Source,
    Way,
)
from teachnet.db import db, today, utcnow
from teachnet.files.kinds import Kind
from tests.factories import a_city_admin, a_teacher, saved, the_city
from tests.library.factories import a_kept_file

HOUR = 60
_number = count(1)


def some_rules(name: str = "wuhan", *, organisation: Organisation | None = None, **fields) -> RuleSet:
    """Rules as a city has published them, from 2021 on."""
    known = KNOWN[name]
    given = {"title": name, "from_year": 2021, "first_year": 2021, "organisation": organisation or the_city()}
    rules = [CreditRule(**line) for line in known.rules]
    return saved(
        RuleSet(**given | fields, rules=rules, requirements=[Requirement(**one) for one in known.requirements])
    )


def an_attestation(
    teacher: Person, hours: float, *, ended: date | None = None, way: Way = Way.FACE_TO_FACE, **fields
) -> Attestation:
    ended = ended or today()
    given = {
        "person_id": teacher.id,
        "organisation_id": teacher.school.id,
        "way": way,
        "level": Level.CITY,
        "title": "Asking questions",
        "source": Source.ENROLMENT,
        "source_id": next(_number),
        "begins_on": ended,
        "ends_on": ended,
        "planned_minutes": round(hours * HOUR),
        "minutes": round(hours * HOUR),
        "passed": True,
    }
    return Attestation(**given | fields)


def attested(teacher: Person, hours: float, *, by: Person | None = None, **fields) -> AttestedRecord:
    record = actions.attest([an_attestation(teacher, hours, **fields)], by=by or a_city_admin())[0]
    db.session.commit()
    return record


def a_closed_year(year: int, *, by: Person | None = None) -> CreditYear:
    return saved(CreditYear(year=year, closed_at=utcnow(), closed_by=by or a_city_admin()))


def a_claim(teacher: Person | None = None, *, state: ClaimState = ClaimState.SCHOOL_REVIEW, **fields) -> Claim:
    teacher = teacher or a_teacher()
    day = today() - timedelta(days=30)
    given = {
        "title": "Summer school of the province",
        "organiser": "Provincial institute",
        "way": Way.FACE_TO_FACE,
        "level": Level.PROVINCE,
        "begins_on": day,
        "ends_on": day,
        "minutes": 16 * HOUR,
        "file": a_kept_file(b"A proof %d" % next(_number), Kind.PDF, "application/pdf"),
        "file_name": "proof.pdf",
    }
    history = [ClaimMove(became=state, by=teacher)]
    about = {"person": teacher, "school": teacher.school, "state": state, "moved_by": teacher, "history": history}
    return saved(Claim(**given | about | fields))
