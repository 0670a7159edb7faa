"""Evidence as somebody sees it. Everything starts from `evidence_visible_to(person)`."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import is_auditor, is_city_admin, scopes
from teachnet.evidence.models import Evidence, EvidenceState

EVIDENCE_LINE = (
    joinedload(Evidence.person).load_only(Person.name),
    joinedload(Evidence.school),
    joinedload(Evidence.file),
    joinedload(Evidence.decided_by).load_only(Person.name),
)


def evidence_visible_to(person: Person) -> sa.Select:
    """One's own; a school and a county what was handed in at their schools; the city and the auditor all."""
    found = sa.select(Evidence)
    if is_city_admin(person) or is_auditor(person):
        return found
    offices = scopes(person, Role.SCHOOL_ADMIN, Role.COUNTY_ADMIN)
    ours = Evidence.school_id.in_(Organisation.ids_within(*offices)) if offices else sa.false()
    return found.where(ours | (Evidence.person_id == person.id))


def evidence_of(person: Person, teacher: Person) -> sa.Select:
    """A teacher's, as this person sees it, the latest first; what was taken back is gone."""
    theirs = (Evidence.person_id == teacher.id) & (Evidence.state != EvidenceState.WITHDRAWN)
    order = (Evidence.begins_on.desc(), Evidence.id.desc())
    return evidence_visible_to(person).where(theirs).order_by(*order).options(*EVIDENCE_LINE)


def evidence_to_compare(person: Person) -> sa.Select:
    """What waits for this person's school, the oldest first; nobody's own."""
    schools = Organisation.ids_within(*scopes(person, Role.SCHOOL_ADMIN))
    waits = (Evidence.state == EvidenceState.WAITING) & Evidence.school_id.in_(schools)
    return (
        sa.select(Evidence)
        .where(waits, Evidence.person_id != person.id)
        .order_by(Evidence.made_at, Evidence.id)
        .options(*EVIDENCE_LINE)
    )
