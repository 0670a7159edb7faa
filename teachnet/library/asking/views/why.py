from flask import abort, render_template, request

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import policy
from teachnet.library import queries as library_queries
from teachnet.library.asking.why import explained
from teachnet.library.models import ResourceVersion
from teachnet.library.views.blueprint import bp
from teachnet.search.engine import Unsound
from teachnet.search.query import QueryError, parse
from teachnet.web.access import only


@bp.get("/resources/<int:resource_id>/why")
@only(policy.is_city_editor)
def why(resource_id):
    """What a query gives one result, term by term."""
    visible = library_queries.published_versions_visible_to(me()).options(*library_queries.WITH_FACTS)
    version = db.one_or_404(visible.where(ResourceVersion.resource_id == resource_id))
    try:
        query = parse(request.args.get("q", ""))
        reasons = explained(me(), query, resource_id)
    except QueryError:
        abort(422)
    except Unsound:
        reasons = None
    return render_template("library/why.html", version=version, query=query, why=reasons)
