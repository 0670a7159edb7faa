from flask import render_template

from teachnet.accounts import policy, queries
from teachnet.accounts.current import me
from teachnet.accounts.forms import OrganisationFilter
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/organisations/")
@only(policy.can_see_organisations)
def organisations():
    filters = OrganisationFilter()
    page = paginate(queries.organisations_list(me(), **filters.values()), per_page=50)
    counts = db.session.execute(queries.headcounts([organisation.id for organisation in page])).all()
    return render_template(
        "accounts/organisations.html",
        organisations=page,
        filters=filters,
        headcounts={organisation_id: (people, signed_up) for organisation_id, people, signed_up in counts},
    )
