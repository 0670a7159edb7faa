"""Claims as somebody sees them."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.credits.models import Claim, ClaimMove, ClaimState
from teachnet.credits.policy import sees_all
from teachnet.credits.words import OPEN_CLAIMS

CLAIM_LINE = (
    joinedload(Claim.person).load_only(Person.name),
    joinedload(Claim.school).joinedload(Organisation.county),
    joinedload(Claim.moved_by).load_only(Person.name),
)
CLAIM_PAGE = (
    *CLAIM_LINE,
    joinedload(Claim.file),
    selectinload(Claim.history).joinedload(ClaimMove.by).load_only(Person.name),
)


def claims_visible_to(person: Person) -> sa.Select:
    """A teacher their own; a school and a county those handed in at their schools."""
    claims = sa.select(Claim)
    if sees_all(person):
        return claims
    offices = scopes(person, Role.SCHOOL_ADMIN, Role.COUNTY_ADMIN)
    here = Claim.school_id.in_(Organisation.ids_within(*offices))
    return claims.where(sa.or_(Claim.person_id == person.id, here))


def claims_of(person: Person) -> sa.Select:
    """One's own: open ones first, then the latest."""
    is_open = Claim.state.in_(OPEN_CLAIMS)
    mine = sa.select(Claim).where(Claim.person_id == person.id)
    return mine.order_by(is_open.desc(), Claim.moved_at.desc(), Claim.id.desc()).options(*CLAIM_LINE)


def claims_to_decide(person: Person) -> sa.Select:
    """What waits for this person, the longest first: the same answer as `policy.decides_now`."""
    schools, counties = scopes(person, Role.SCHOOL_ADMIN), scopes(person, Role.COUNTY_ADMIN)
    of_schools = (Claim.state == ClaimState.SCHOOL_REVIEW) & Claim.school_id.in_(Organisation.ids_within(*schools))
    of_counties = (Claim.state == ClaimState.COUNTY_REVIEW) & Claim.school_id.in_(Organisation.ids_within(*counties))
    return (
        sa.select(Claim)
        .where(of_schools | of_counties, Claim.person_id != person.id)
        .order_by(Claim.moved_at, Claim.id)
        .options(*CLAIM_LINE)
    )


def how_many(claims: sa.Select) -> sa.Select:
    return sa.select(sa.func.count()).select_from(claims.with_only_columns(Claim.id).order_by(None).subquery())


def claims_waiting(year: int) -> sa.Select:
    """How many claims for training that ended in this year nobody has decided yet."""
    return (
        sa.select(sa.func.count())
        .select_from(Claim)
        .where(Claim.state.in_(OPEN_CLAIMS), sa.extract("year", Claim.ends_on) == year)
    )
