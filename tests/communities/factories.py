from teachnet.accounts.models import Organisation, Person, Role
from teachnet.communities.models import ActivityKind, Community, CommunityActivity, SchoolPart
from teachnet.db import db, today
from tests.factories import saved, somebody


def a_community(region: Organisation, core: Organisation, *partners: Organisation, **fields) -> Community:
    coordinator = fields.pop("coordinator", None) or somebody(Role.RESEARCH_LEAD, region, "Wang")
    community = saved(Community(region=region, coordinator=coordinator, **{"name": "Along the river", **fields}))
    community.take_in(core, part=SchoolPart.CORE)
    for partner in partners:
        community.take_in(partner, part=SchoolPart.PARTNER)
    db.session.commit()
    return community


def an_activity(
    community: Community, giver: Organisation, receiver: Organisation | None, *, by: Person, **told
) -> CommunityActivity:
    known = {"kind": ActivityKind.LESSON, "day": today(), "title": "Fractions", "outcome": "Two lessons, talked over"}
    activity = CommunityActivity.report(community, by=by, giver=giver, receiver=receiver, **{**known, **told})
    db.session.commit()
    return activity
