"""Founding a community, taking schools in by name, and what they owe in a term."""

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Organisation
from teachnet.communities import policy, queries
from teachnet.communities.models import ActivityKind, Community, CommunitySchool, Obligation, Owing, SchoolPart
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.terms import Term


def found(region: Organisation, *, name: str, coordinator: str, purpose: str) -> Community:
    """`coordinator` by name: an office knows whom it wants."""
    taken = sa.select(Community.id).where(Community.region_id == region.id, Community.name == name)
    if db.session.scalar(taken):
        raise Refused(_("There is a community of this name in %(region)s.", region=region.name))
    people = db.session.scalars(queries.coordinators_named(region, coordinator)).all()
    if len(people) != 1:
        raise Refused(
            _("Nobody called %(name)s works in %(region)s.", name=coordinator, region=region.name)
            if not people
            else _("Several people are called %(name)s. Choose another coordinator.", name=coordinator)
        )
    if not policy.can_look(people[0]):
        raise Refused(_("%(name)s neither teaches nor works in an office or in research.", name=coordinator))
    community = Community(region=region, name=name, coordinator=people[0], purpose=purpose)
    db.session.add(community)
    return community


def take_in(community: Community, name: str, *, part: SchoolPart) -> CommunitySchool:
    schools = db.session.scalars(queries.schools_named(community.region, name)).all()
    if len(schools) != 1:
        raise Refused(_("No school of %(region)s is called “%(name)s”.", region=community.region.name, name=name))
    return community.take_in(schools[0], part=part)


def oblige(community: Community, term: Term, kind: ActivityKind, owed_by: Owing, times: int) -> None:
    """From now on so often; nought takes it off."""
    community.require_open()
    key = {"community_id": community.id, "term": term.code, "kind": kind, "owed_by": owed_by}
    obligation = db.session.scalars(sa.select(Obligation).filter_by(**key)).first()
    if obligation is None and times:
        db.session.add(Obligation(**key, times=times))
    elif obligation is not None and times:
        obligation.times = times
    elif obligation is not None:
        db.session.delete(obligation)
