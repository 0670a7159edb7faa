"""Writes that span teams and people."""

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.teams import policy, queries
from teachnet.teams.models import Membership, Team, TeamKind


def found_team(typed: dict, *, by: Person) -> Team:
    """`typed` is the data of a TeamForm."""
    region = db.session.scalars(queries.regions_for(by).where(Organisation.id == typed["region"])).one()
    lead = _lead_called(typed["lead"], by)
    if db.session.scalar(sa.select(Team.id).where(Team.region_id == region.id, Team.name == typed["name"])):
        raise Refused(_("There is a team of this name in %(region)s already.", region=region.name))
    if not policy.can_found_in(lead, region) and not policy.works_in(lead, region):
        raise Refused(_("%(name)s does not work in %(region)s.", name=lead.name, region=region.name))
    team = Team(
        name=typed["name"],
        subject=Subject(typed["subject"]),
        stage=Stage(typed["stage"]),
        region=region,
        lead=lead,
        kind=TeamKind(typed["kind"]),
        purpose=typed["purpose"] or "",
    )
    db.session.add(team)
    db.session.flush()
    return team


def _lead_called(username: str | None, by: Person) -> Person:
    if not username:
        return by
    lead = db.session.scalars(
        sa.select(Person).where(Person.username == username.lower(), Person.disabled_at.is_(None))
    ).first()
    if lead is None or not policy.is_research_lead(lead):
        raise Refused(_("No research lead has the user name “%(name)s”.", name=username))
    return lead


def take_in(team: Team, name: str, *, by: Person) -> Membership:
    """At once, as an office appoints."""
    return team.take_in(_called(team, name), by=by)


def invite(team: Team, name: str, *, by: Person) -> Membership:
    """Whoever is asked decides."""
    return team.invite(_called(team, name), by=by)


def _called(team: Team, name: str) -> Person:
    found = db.session.scalars(queries.people_to_take_in(team, name).limit(2)).all()
    if not found:
        raise Refused(_("Nobody called %(name)s works in %(region)s.", name=name, region=team.region.name))
    if len(found) > 1:
        raise Refused(_("More than one person is called %(name)s: let the right one ask to join.", name=name))
    return found[0]
