"""Who may do what with hours and credits."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import holds, is_auditor, is_city_admin, is_office, is_teacher, reaches
from teachnet.credits.models import AttestedRecord, Claim, ClaimState


def sees_all(person: Person) -> bool:
    return is_city_admin(person) or is_auditor(person)


def has_credits(person: Person) -> bool:
    return is_teacher(person)


def can_oversee(person: Person) -> bool:
    return is_office(person) or is_auditor(person)


def can_rule(person: Person) -> bool:
    """Rules and the closing of years are the city's."""
    return is_city_admin(person)


def can_void(person: Person, record: AttestedRecord) -> bool:
    return is_city_admin(person) and person.id != record.person_id


def can_claim(person: Person) -> bool:
    return is_teacher(person)


def is_own(person: Person, claim: Claim) -> bool:
    return claim.person_id == person.id


def decides_claims(person: Person) -> bool:
    return holds(person, Role.SCHOOL_ADMIN, Role.COUNTY_ADMIN)


def reviews_of(person: Person, claim: Claim) -> set[ClaimState]:
    """In which of its reviews this person decides, wherever the claim is now; nobody decides their own."""
    if is_own(person, claim):
        return set()
    reviews = set()
    if reaches(person, claim.school, Role.SCHOOL_ADMIN):
        reviews.add(ClaimState.SCHOOL_REVIEW)
    if reaches(person, claim.school.county, Role.COUNTY_ADMIN):
        reviews.add(ClaimState.COUNTY_REVIEW)
    return reviews


def can_confirm(person: Person, claim: Claim) -> bool:
    return ClaimState.SCHOOL_REVIEW in reviews_of(person, claim)


def can_accept(person: Person, claim: Claim) -> bool:
    return ClaimState.COUNTY_REVIEW in reviews_of(person, claim)


def can_decide(person: Person, claim: Claim) -> bool:
    return bool(reviews_of(person, claim))


def decides_now(person: Person, claim: Claim) -> bool:
    return claim.state in reviews_of(person, claim)
