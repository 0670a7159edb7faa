from teachnet.db import db
from teachnet.library.models import Visibility
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.teams.models import Audience
from tests.access.rows import Row
from tests.library.factories import a_published
from tests.teams.factories import a_member, a_session, a_team


def build(world) -> None:
    """A session open to the region, with a resource for the county laid out by `own`, who takes part; and one that is not."""
    lead, own = world.people["lead"], world.people["own"]
    team = a_team(region=world.county, lead=lead, name="Primary English")
    a_member(team, own)
    session = a_session(team, audience=Audience.REGION)
    session.sign_up(own)
    laid_out, other = (a_published(own, visibility=Visibility.COUNTY).resource for _ in range(2))
    material = SessionMaterial.lay_out(session, laid_out, use=MaterialUse.MATERIAL, by=own)
    db.session.commit()
    world.laid_session_id, world.material_id, world.other_resource_id = session.id, material.id, other.id


def session(world) -> dict:
    return {"session_id": world.laid_session_id}


# Who is invited sees what will be looked at; who takes part lays something out.
# fmt: off
ROWS = {
    #                                              anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET materials.of_session": Row(session,      "302  200  200  200  404  404  302  200  200  404  200  200  200  200  404  403"),
    "POST materials.lay_out": Row(session,        "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                  data=lambda w: {"address": w.other_resource_id, "use": "outcome"}),
    "POST materials.take_away": Row(lambda w: {"material_id": w.material_id},
                                                  "302  303  403  403  404  404  302  403  403  404  403  403  403  303  404  403"),
}
