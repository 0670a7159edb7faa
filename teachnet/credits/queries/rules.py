"""The rules: everybody may read by what they are counted."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Organisation, OrganisationKind
from teachnet.credits.models import RuleSet

RULES_PAGE = (joinedload(RuleSet.organisation), selectinload(RuleSet.rules), selectinload(RuleSet.requirements))


def rule_sets() -> sa.Select:
    """The newest first, the city's before its counties'."""
    return (
        sa.select(RuleSet)
        .join(RuleSet.organisation)
        .order_by(RuleSet.from_year.desc(), Organisation.lineage, RuleSet.id)
        .options(*RULES_PAGE)
    )


def rule_sets_of(organisation_id: int) -> sa.Select:
    return sa.select(RuleSet).where(RuleSet.organisation_id == organisation_id)


def rulers() -> sa.Select:
    """Whose own rules there can be: the city's and its counties'."""
    kinds = (OrganisationKind.CITY, OrganisationKind.COUNTY, OrganisationKind.ZONE)
    return (
        sa.select(Organisation)
        .where(Organisation.kind.in_(kinds), Organisation.closed_on.is_(None))
        .order_by(Organisation.lineage)
    )
