"""What came out of a project and stands in the library."""

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library.models import Resource
from teachnet.research import policy, queries
from teachnet.research.forms import OutcomeForm
from teachnet.research.models import ResearchOutcome
from teachnet.research.views.blueprint import bp, load, to
from teachnet.research.views.projects import page
from teachnet.web.access import only, require
from teachnet.web.blame import blaming


@bp.post("/<int:project_id>/outcomes")
@only(policy.can_look)
def name_outcome(project_id):
    project = load(project_id)
    require(policy.can_name_outcome(me(), project))
    form = OutcomeForm([(row[0], row[1]) for row in db.session.execute(queries.own_resources(me()))])
    if form.validate():
        with blaming(form.resource):
            ResearchOutcome.name(project, db.session.get_one(Resource, form.resource.data), by=me())
    if form.errors:
        return page(project, outcome=form), 422
    db.session.commit()
    return to(project.id, "outcomes")
